"""How well the archive preserves, by the NDSA levels: judged from what ledger, settings and packages show, and nothing else."""
