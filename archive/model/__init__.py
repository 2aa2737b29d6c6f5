"""The words of the house: plain values without I/O, that every other room speaks."""
