"""Options that commands share, and parameters that name what a command writes."""
