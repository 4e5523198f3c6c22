"""What the running words of a paper say in one sentence, or in two places, and cannot both be."""
