"""What a package is made from, and where it goes."""
