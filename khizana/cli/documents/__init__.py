"""Texts made from the commands themselves."""
