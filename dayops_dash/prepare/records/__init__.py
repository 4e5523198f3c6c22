"""What a file of records means: its columns, words, days, submissions, and which rows are in scope."""
