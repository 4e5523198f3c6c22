"""Figures of what changed: the flow, the cards, line by line."""
