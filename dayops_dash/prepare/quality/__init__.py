"""The data-quality report: what was left out and why, and how to mend it."""
