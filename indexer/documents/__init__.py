"""What engines are given: one document for an act, one for a transcribed view; how they are made of packages."""
