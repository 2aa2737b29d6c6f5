"""Rules on deliveries: one question about several registers that came together, one file."""
