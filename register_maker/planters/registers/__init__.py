"""What is wrong with a register as a whole: its description, its office, its paper, its year."""
