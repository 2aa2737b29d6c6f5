"""A store in a folder: staged, sealed, named in one move."""
