"""Files that are spoilt: images, PDFs, transcriptions, and what changed after the delivery was sealed."""
