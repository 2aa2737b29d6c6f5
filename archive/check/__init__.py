"""Is it what it says it is? One rule, one file: `examine(batch, reference) -> Verdict`."""
