"""Whether it is still what it was, and whether anything is missing."""
