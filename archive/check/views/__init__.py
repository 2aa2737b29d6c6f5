"""What the rules are shown: deliveries, registers and acts taken apart once, with the dates, names and numbers in them."""
