"""Rules on what a description says of its register."""
