"""What is asked of an engine, what a document must have, and what is answered: the definition for every engine."""
