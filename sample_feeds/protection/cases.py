"""Cases about infringed patents: before the office, the court, the protection centre, a zone's station."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sample_feeds.form import Filled, Form, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, in_pages, later, pick
from sample_feeds.world import World

_NUMBER: Header = (("case_number", "案件编号"), ("case_type", "案件类型"))
_PLACE_AND_DAYS: Header = (("area_code", "行政区划代码"), ("accepted_on", "立案日期"), ("closed_on", "结案日期"))
ADMINISTRATIVE = Form(
    feed="ip_office/administrative_cases",
    header=_NUMBER + _PLACE_AND_DAYS,
    shape="parquet",
    entity="case_number",
    areas=("area_code",),
    dates=("accepted_on", "closed_on"),
    required=("case_type",),
)
JUDICIAL = replace(ADMINISTRATIVE, feed="court/judicial_cases", shape="csv", title="专利案件审判情况")
STATION = replace(
    ADMINISTRATIVE,
    feed="ip_office/zone_cases",
    header=(*_NUMBER, ("zone_name", "工作站"), *_PLACE_AND_DAYS),
    shape="xlsx",
    title="知识产权保护示范区维权案件",
    footnotes=("资料来源：演示数据",),
    required=("case_type", "zone_name"),
)
MEDIATION = replace(
    ADMINISTRATIVE,
    feed="protection_centre/rights_cases",
    header=(*_NUMBER, ("field", "产业领域"), *_PLACE_AND_DAYS),
    shape="json",
    coded=("field",),
)
_OFFICE = ("专利侵权纠纷", "假冒专利", "专利标识不规范")
_COURT = ("侵害发明专利权纠纷", "侵害实用新型专利权纠纷", "侵害外观设计专利权纠纷", "专利权权属纠纷")
_STATION = ("展会维权", "海外纠纷应对", "侵权纠纷")
_CENTRE = ("电商侵权", "侵权纠纷调解", "展会快速处理")
_CLOSED = 0.93


def deliver_cases_of_protection(folder: Path, world: World) -> Iterator[Filled]:
    """The four lists of cases."""
    size = world.part.scale.cases
    yield fill(folder, world.part, ADMINISTRATIVE, _cases(world, "XZ", size * 2, _OFFICE, (15, 120)))
    yield fill(folder, world.part, JUDICIAL, _cases(world, "SF", size, _COURT, (60, 420)))
    zones = ("高新区工作站", "前湾新区工作站", "鄞州工作站")
    stations = [row | {"zone_name": zones[i % 3]} for i, row in enumerate(_cases(world, "GZ", size, _STATION, (3, 40)))]
    yield fill(folder, world.part, STATION, stations)
    fields = ("智能制造", "汽车及零部件", "智能制造")
    rapid = [row | {"field": fields[i % 3]} for i, row in enumerate(_cases(world, "WQ", size * 2, _CENTRE, (5, 60)))]
    pages, segment = in_pages(len(rapid), max(20, len(rapid) // 8))
    yield fill(folder, world.part, MEDIATION, rapid, members=pages, segment=segment)


def _cases(
    world: World, prefix: str, count: int, kinds: tuple[str, ...], lasting: tuple[int, int]
) -> list[dict[str, str | None]]:
    rng = world.part.stream(f"protection_{prefix}")
    cases: list[dict[str, str | None]] = []
    for number, (host, day) in enumerate(zip(hosts(world, count, rng), days(count, rng), strict=False), 1):
        closed = later(day, *lasting, rng) if rng.random() < _CLOSED else None
        case = {
            "case_number": f"{prefix}{day[:4]}{world.part.number * 10_000 + number:06d}",
            "case_type": pick(kinds, rng),
            "area_code": host.area,
            "accepted_on": day,
            "closed_on": closed,
        }
        cases.append(case)
    return cases
