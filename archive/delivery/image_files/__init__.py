"""TIFF, JPEG and JPEG 2000: decoded, and looked into."""
