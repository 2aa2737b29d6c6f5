"""Rules on PDFs."""
