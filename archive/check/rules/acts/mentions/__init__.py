"""Rules on marginal mentions."""
