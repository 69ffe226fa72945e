"""That a receiver has not taken a message."""


class Undelivered(Exception):
    """Why a message was not taken, in words that hold no credential."""
