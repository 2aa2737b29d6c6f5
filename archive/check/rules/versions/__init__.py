"""Rules on versions: what is new or changed in a register that is held, beside what is held of it."""
