"""Figures that set councils side by side."""
