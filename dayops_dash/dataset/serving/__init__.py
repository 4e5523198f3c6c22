"""What is shown: only checked data, in which version, and its public part."""
