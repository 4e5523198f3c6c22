"""What figures mean: counts, sums, states and comparisons, worked out from rows; a room for each subject."""
