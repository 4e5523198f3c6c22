"""Preparing datasets: client-level records into protected tables, and true boundaries into a small file."""
