"""The slides in PowerPoint."""
