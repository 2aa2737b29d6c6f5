"""Planters: each changes a right delivery in one way and says how, so that a check can be measured against the truth."""
