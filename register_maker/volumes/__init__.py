"""Which registers a delivery holds, and when and by whom each was opened, filled and closed."""
