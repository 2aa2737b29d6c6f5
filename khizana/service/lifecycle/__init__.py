"""What becomes of a package once it is held: its history, holds, retention, disposal, its later events."""
