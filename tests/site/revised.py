"""The sample a day later: the city's total of 2024 revised, rows of a register, the files that were delivered."""

from datetime import timedelta
from typing import Any

import pytest

from published.home import Home
from tests.site import sample

VALUE_ADDED = "patent_intensive_value_added"
TOTAL = {"year": 2024, "area_code": "3302", "category_code": "00"}
REVISED = 38_161_204.55
FEEDS = ("ip_office/patents", "statistics_bureau/industrial_returns")
MOULD = "一种汽车覆盖件冲压模具的随形冷却结构"
PATENTS = {"202310733905.8": MOULD, "202210455120.X": "一种模具钢表面渗氮方法", "202110900417.5": "一种海水淡化膜"}


def build(home: Home) -> tuple[str, str]:
    """Two editions, the second with a revised figure; returns their ids."""
    with pytest.MonkeyPatch.context() as patch:
        known = sample.catalog()
        fed = [one.model_copy(update={"feeds": FEEDS}) if one.name == VALUE_ADDED else one for one in known.datasets]
        patch.setattr(sample, "catalog", lambda: known.model_copy(update={"datasets": tuple(fed)}))
        rows = sample.sample_rows() | {"patent_resources": [*map(_offered, PATENTS)]}
        first = sample.build(home, rows)
        total = next(row for row in rows[VALUE_ADDED] if TOTAL.items() <= row.items())
        total["value_added"], total["growth_nominal"] = REVISED, 7.14
        return first, sample.build(home, {VALUE_ADDED: rows[VALUE_ADDED]}, at=sample.FIRST + timedelta(days=1))


def _offered(number: str) -> dict[str, Any]:
    return {
        "patent_number": number,
        "version": 1,
        "patent_title": PATENTS[number],
        "holder_name": "宁波某某大学",
        "holder_type": "university",
        "price_mode": "stated",
        "asking_price": 12.5,
        "assessment_level": "a",
        "offer_status": "offered",
        "offered_on": "2025-03-04",
        "valid_from": "2025-03-04 00:00:00",
        "record_state": "current",
        "change_reason": "listed",
    }
