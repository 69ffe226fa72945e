"""A call that is not carried out, in one sentence for whoever made it: the command line prints it and ends with 2."""


class Mistake(Exception):
    """Why a call is not carried out and what to do; nothing was changed by it."""
