"""Invented acts: what the officer wrote, and what a keyer makes of it."""
