"""Figures of aims and their numbers."""
