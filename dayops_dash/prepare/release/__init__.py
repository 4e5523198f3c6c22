"""What is published of a snapshot, together with all that was published before, and the folder that it goes to."""
