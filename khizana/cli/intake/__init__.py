"""A delivery at the door: checked, taken in, listed."""
