"""What a mix of levels of support would cost."""
