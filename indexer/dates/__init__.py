"""Dates as intervals of days: of an act as the paper gives it, of a query as a person writes it; they meet when they overlap."""
