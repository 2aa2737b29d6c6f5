"""Puts an archive together: the only room of the front door where adapters are named."""
