"""What is keyed wrong: acts, dates, names, mentions, and what acts say of each other."""
