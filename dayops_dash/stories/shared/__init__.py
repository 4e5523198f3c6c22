"""What a story is."""
