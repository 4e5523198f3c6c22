"""Figures of risks: the matrix, the register."""
