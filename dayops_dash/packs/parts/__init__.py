"""What a report is made of, for Word and PDF alike."""
