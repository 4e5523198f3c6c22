"""Figures: each drawn once for screen, wall, paper and plain edition; a room for each subject."""
