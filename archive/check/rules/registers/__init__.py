"""Rules on registers: one question about a volume, its pages and the run of its acts, one file."""
