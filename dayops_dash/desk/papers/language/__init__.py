"""What the words of a paper say: numbers, how they are hedged, dates, and what is counted."""
