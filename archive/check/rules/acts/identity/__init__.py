"""Rules on which act it is, and where it stands."""
