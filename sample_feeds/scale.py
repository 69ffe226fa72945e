"""How much is generated: the named scales, and one part of a scale with its own random streams."""

import zlib
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Scale:
    """Counts per part; `defects` is the number of each kind of defect in a feed."""

    name: str
    parts: int
    industrial_units: int
    service_units: int
    unlisted_units: int
    public_bodies: int
    patents: int
    contracts: int
    cases: int
    defects: int


@dataclass(frozen=True)
class Part:
    """One part of a scale, numbered from 0. Parts share no identifier and no random stream."""

    scale: Scale
    number: int
    seed: int

    @property
    def suffix(self) -> str:
        """What a file's stem ends with: `_p01` … in a scale of several parts, else nothing."""
        return f"_p{self.number + 1:02d}" if self.scale.parts > 1 else ""

    def stream(self, topic: str) -> np.random.Generator:
        """The random stream of one topic: what is drawn for it shifts no other topic."""
        return np.random.default_rng([self.seed, self.number, zlib.crc32(topic.encode())])


SCALES = {
    scale.name: scale
    for scale in (
        Scale("tiny", 1, 42, 18, 30, 6, 1_500, 300, 60, 2),
        Scale("city", 1, 11_000, 5_000, 5_000, 60, 400_000, 40_000, 800, 24),
        Scale("nation", 60, 11_000, 5_000, 5_000, 60, 400_000, 40_000, 800, 24),
    )
}


def scale_named(name: str) -> Scale:
    """The scale of that name; ValueError names the known ones."""
    if name not in SCALES:
        raise ValueError(f"没有规模 {name!r}:可用的规模是 {', '.join(SCALES)} (unknown scale)")
    return SCALES[name]
