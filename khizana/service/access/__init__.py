"""Access (OAIS): acts shown and handed out, and what of them is under embargo."""
