"""What a Word file holds beside the text that it prints."""
