"""Measurements beside peers: `python -m benchmarks.packaging` and `python -m benchmarks.auditing`."""
