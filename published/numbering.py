"""The numbers of releases: `major.minor`, raised by rule."""


def order(version: str) -> tuple[int, ...]:
    """What versions are sorted by."""
    return tuple(int(part) for part in version.split("."))


def following(newest: str | None, public: str | None, *, breaks: bool) -> str:
    """The number after the newest sealed one; a new major one where structure or meaning differ from what is public."""
    if newest is None:
        return "1.0"
    major, minor = order(newest)
    is_of_public = public is not None and major == order(public)[0]
    return f"{major + 1}.0" if breaks and is_of_public else f"{major}.{minor + 1}"
