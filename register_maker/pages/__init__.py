"""What stands where on each page, set in free fonts."""
