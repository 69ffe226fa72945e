"""How a delivery stands to the others of its feed: a restatement, a late file, a copy; and what was noted of it."""

from pathlib import Path

from orchestration.archive import Archive, Passport
from orchestration.history import CITY_TIME
from orchestration.readers.notes import Notes
from published.feed import Feed
from published.home import Home
from published.vocabulary import Text


def original(archive: Archive, passport: Passport) -> Passport | None:
    """The snapshot of another file with the same rows, counting now or once: the same rows never count twice."""
    others = (found for found in archive.passports() if found.stem != passport.stem)
    return next((found for found in others if identity(found) == identity(passport)), None)


def identity(passport: Passport) -> tuple[str, str]:
    """What two snapshots of equal rows have in common."""
    return passport.rows_sha256, passport.reading


def circumstances(archive: Archive, counting: Passport | None, passport: Passport) -> tuple[Text, ...]:
    """What is to be said of a snapshot that begins to count where `counting` did."""
    notes = Notes()
    if counting and counting.sha256 != passport.sha256:
        when = f"{counting.pulled_at.astimezone(CITY_TIME):%Y-%m-%d %H:%M}"
        notes.add("replaces", when=when, snapshot=counting.snapshot)
    newest = max((other.file for other in archive.current().values()), default="")
    if not counting and newest > passport.file:
        notes.add("late", newest=newest)
    return notes.texts


def notes_of(home: Home, feed: Feed) -> dict[str, tuple[Text, ...]]:
    """Current file ► in what it departs from what is agreed, and what it took the place of or came after."""
    archive = Archive.of(home, feed)
    begun = {Path(entry.file).stem: entry for entry in archive.ledger.entries() if entry.outcome == "new"}
    return {
        passport.file: (*passport.notes, *((stem in begun and begun[stem].notes) or ()))
        for stem, passport in archive.current().items()
    }


def departures(home: Home, feed: Feed) -> dict[str, tuple[Text, ...]]:
    """Current files that were accepted although they are not as agreed ► what was noted."""
    return {passport.file: passport.notes for passport in Archive.of(home, feed).current().values() if passport.notes}


def copies(home: Home, feed: Feed) -> dict[str, tuple[Text, ...]]:
    """Files that, as delivered last, only repeat another ► which."""
    newest = {entry.file: entry for entry in Archive.of(home, feed).ledger.entries()}
    return {file: entry.notes or () for file, entry in newest.items() if entry.outcome == "copy"}
