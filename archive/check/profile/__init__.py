"""What a tender asks: severities, settings, what its files must be, and lists of names and divisions."""
