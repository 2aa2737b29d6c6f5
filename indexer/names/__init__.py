"""One analysis of names and dates for every engine."""
