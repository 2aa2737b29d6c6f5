"""What the ledger says is held: one projection of its entries, kept as a snapshot that the signed head must extend."""
