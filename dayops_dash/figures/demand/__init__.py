"""Figures of attendance and of need to come."""
