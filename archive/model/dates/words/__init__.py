"""Dates as officers write them, in words: read well enough to be compared with the figures, or not at all."""
