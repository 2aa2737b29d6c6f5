"""Search, an act, what is handed out."""
