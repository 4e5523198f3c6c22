"""Figures of what a mix would cost."""
