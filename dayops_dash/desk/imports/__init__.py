"""Imports: a tracker as officers hold it is read, its columns are asked about once, and what it says becomes proposals."""
