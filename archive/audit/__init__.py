"""Is it still what it was (fixity)? Is anything missing (completeness)?"""
