"""Figures of what people said."""
