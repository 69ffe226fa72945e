"""The arrays that estimation works on, and the one way it refuses them."""

from typing import Any

import numpy as np

Integers = np.ndarray[Any, np.dtype[np.int64]]
Reals = np.ndarray[Any, np.dtype[np.float64]]


class EstimationError(ValueError):
    """What cannot be estimated, and what to do about it, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en
