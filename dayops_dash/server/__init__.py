"""What stands between the network and the application: its door, its headers, where it is served, and its health."""
