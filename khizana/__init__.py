"""The front door: the only place that knows which adapters are in use."""

__version__ = "0.1.0"
