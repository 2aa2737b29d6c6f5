"""Finding an act: a question understood, asked of the engine in groups, and its hits told."""
