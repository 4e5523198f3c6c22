"""Spend and savings."""
