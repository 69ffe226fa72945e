"""Some listed units have a parent among the others, and some of those are of one trade and place."""

import numpy as np

from sample_feeds.groups import draw_parents
from sample_feeds.reference import load_reference
from sample_feeds.scale import SCALES, Part
from sample_feeds.text import strings
from sample_feeds.units import UNLISTED, draw_units


def test_three_in_a_hundred_listed_units_belong_to_groups_of_two_to_six() -> None:
    part = Part(SCALES["city"], 0, 3302)
    units = draw_units(part, load_reference())
    codes, parents = strings(units.code), strings(draw_parents(units, part.stream("groups")))
    position = {code: place for place, code in enumerate(codes)}
    groups: dict[int, list[int]] = {}
    for child, parent in enumerate(parents):
        if parent:
            groups.setdefault(position[parent], [position[parent]]).append(child)
    assert {len(members) for members in groups.values()} == {2, 3, 4, 5, 6}
    members = np.concatenate([np.array(group) for group in groups.values()])
    assert len(set(members.tolist())) == len(members), "a unit is in one group, and a parent has none above it"
    assert (units.kind[members] < UNLISTED).all()
    assert 0.025 < len(members) / np.count_nonzero(units.kind < UNLISTED) < 0.035
    places = {
        parent: {(units.industry[unit], units.places.area[unit]) for unit in group} for parent, group in groups.items()
    }
    assert 10 < sum(len(found) == 1 for found in places.values()) < len(groups), "one industry and one area"
