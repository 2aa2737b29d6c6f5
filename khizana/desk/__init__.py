"""Where deliveries and files are handed in: checked, taken in, invented, and what is asked of them told."""
