"""What every command speaks through: a terminal, an answer, an end."""
