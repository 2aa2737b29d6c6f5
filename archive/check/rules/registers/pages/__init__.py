"""Rules on the pages of a volume and their images."""
