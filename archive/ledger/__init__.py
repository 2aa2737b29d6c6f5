"""The custody book: an append-only, Merkle-hashed, signed log of what the archive took in and did."""
