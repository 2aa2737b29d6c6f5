"""How the outcomes of commands look on a terminal. Each page is drawn from the content of an outcome alone."""
