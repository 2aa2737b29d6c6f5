"""Rules on places and divisions."""
