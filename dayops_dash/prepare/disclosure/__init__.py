"""Protecting small numbers before anything is published."""
