"""For how long registers are kept and acts are closed."""
