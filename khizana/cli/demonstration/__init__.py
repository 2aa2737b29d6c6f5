"""An invented delivery, and a walk through everything."""
