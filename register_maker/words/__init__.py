"""What officers write: days and numbers in words, names, places, and the paper that bears them."""
