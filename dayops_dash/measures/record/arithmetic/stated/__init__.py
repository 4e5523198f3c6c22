"""What papers state in words of their own figures, held against those: changes with their direction, and parts of wholes."""
