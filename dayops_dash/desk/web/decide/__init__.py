"""The second step: proposals one at a time, which are left, and what is published beside them."""
