"""The truth: packages, ledger, and the documents that ledger entries name. What must survive us."""

__version__ = "0.2.0"
SOFTWARE = ("Khizana", __version__)
"""What packages are written by, as they say themselves."""
