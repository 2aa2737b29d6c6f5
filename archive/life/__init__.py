"""What may become of what is held: holds, retention, disposal, repair, and who decides. Pure."""
