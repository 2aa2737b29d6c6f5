"""Keyed acts: JSON lines, CSV, XLSX."""
