"""A SQL view of packages, registers and deliveries, rebuilt from the ledger and the packages."""
