"""Proposing rows from a paper that was read, by rules. Nothing is guessed that the paper does not give."""
