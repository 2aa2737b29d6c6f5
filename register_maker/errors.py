"""What the maker cannot do, with the remedy."""


class CannotMake(ValueError):
    """The maker was asked for something that it cannot make; the message names it and says what to do."""
