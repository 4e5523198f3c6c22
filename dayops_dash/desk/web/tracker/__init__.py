"""A tracker at the desk: what was understood of it, what is asked about it, and the rows that its values stand in."""
