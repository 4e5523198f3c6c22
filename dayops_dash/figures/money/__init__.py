"""Figures of spend and savings."""
