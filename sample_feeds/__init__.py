"""The stand-in departments: a seeded generator of every feed in the departments' file shapes, with ground truth.

Invented throughout; nothing here knows how the feeds are read or what is published from them."""

from sample_feeds.all_feeds import Summary, generate
from sample_feeds.scale import SCALES

__all__ = ["SCALES", "Summary", "generate"]
