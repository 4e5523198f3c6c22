"""Cells against the papers: the words that they were typed from, what other texts repeat, and the second reading."""
