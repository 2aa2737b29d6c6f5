"""The strongroom: where packages and documents rest, bit for bit."""
