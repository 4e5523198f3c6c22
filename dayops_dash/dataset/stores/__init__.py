"""Councils' versions at an address (S3, Azure, Google): fetched once into a local folder, which is read as any other."""
