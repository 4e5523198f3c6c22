"""What the rows contradict: sums, shares, dates and states that cannot both be."""
