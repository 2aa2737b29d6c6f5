"""XML under limits: transcriptions in PAGE and ALTO, METS."""
