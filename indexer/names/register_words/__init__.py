"""Every distinct term of the registers, by script, as arrays and a tree of letters."""
