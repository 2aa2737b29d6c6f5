"""What becomes of a package once it is held: its chain and history, holds, embargo, disposal, its later events."""
