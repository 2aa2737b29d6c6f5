"""Where deliveries and files are handed in: checked, taken in, and what helps a contractor to make one."""
