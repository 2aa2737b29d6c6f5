"""PDF: its pages, its images, and the judge of PDF/A."""
