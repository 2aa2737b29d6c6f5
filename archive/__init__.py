"""The truth: packages, ledger, and the documents that ledger entries name. What must survive us."""
