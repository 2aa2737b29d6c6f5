"""Pages as files: drawn, made to look scanned, bound; or empty forms in their place."""
