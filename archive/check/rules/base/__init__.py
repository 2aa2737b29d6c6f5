"""Rules over the whole base: one question about acts of all deliveries, one file."""
