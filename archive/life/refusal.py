"""What is asked for and may not be done."""


class NotAllowed(RuntimeError):
    """Says which rule stands against it, and what to do."""
