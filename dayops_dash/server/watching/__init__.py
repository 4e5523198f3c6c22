"""What whoever runs the server sees of it: its health, numbers, log and traces."""
