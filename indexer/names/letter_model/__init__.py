"""How probably a word of one spelling was written as another, letter by letter."""
