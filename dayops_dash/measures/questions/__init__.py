"""Questions that rules find in the data."""
