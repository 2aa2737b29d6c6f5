"""Rules on acts: one question about each act of a register, one file."""
