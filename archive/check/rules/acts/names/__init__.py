"""Rules on the names of persons."""
