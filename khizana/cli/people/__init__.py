"""Who may approve, what two people decide, what must stay."""
