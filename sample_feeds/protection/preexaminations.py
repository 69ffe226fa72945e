"""Applications that the protection centre examines before they are filed."""

from pathlib import Path

from sample_feeds.form import Filled, Form, Row, fill
from sample_feeds.headers import Header
from sample_feeds.hosts import days, hosts, later, pick
from sample_feeds.world import World

HEADER: Header = (
    ("case_number", "预审编号"),
    ("applicant_record", "申请主体备案号"),
    ("application_type", "申请类型"),
    ("ipc", "IPC"),
    ("field", "产业领域"),
    ("submitted_on", "提交日"),
    ("accepted_on", "受理日"),
    ("result", "预审结论"),
    ("fast_track_on", "进入快速通道日"),
    ("granted_on", "授权日"),
)
FORM = Form(
    feed="protection_centre/preexaminations",
    header=HEADER,
    shape="csv",
    entity="case_number",
    title="专利预审案件",
    dates=(
        "submitted_on",
        "accepted_on",
        "fast_track_on",
        "granted_on",
    ),
    coded=(
        "application_type",
        "field",
        "result",
    ),
)
_TYPES = ("发明", "发明", "实用新型", "实用新型", "外观设计")
_FIELDS = ("汽车及零部件", "智能制造", "智能制造")
_ACCEPTED, _PASSED, _GRANTED = 0.85, 0.8, 0.9


def deliver_preexaminations(folder: Path, world: World) -> Filled:
    """One row per application; those accepted and passed go to the fast track and are granted within months."""
    rng = world.part.stream("preexaminations")
    chosen = hosts(world, world.part.scale.cases * 6, rng)
    rows: list[Row] = []
    for number, (host, day) in enumerate(zip(chosen, days(len(chosen), rng), strict=True), 1):
        accepted = later(day, 2, 15, rng) if rng.random() < _ACCEPTED else None
        passed = accepted is not None and rng.random() < _PASSED
        track = later(accepted, 5, 20, rng) if accepted and passed else None
        granted = later(track, 20, 90, rng) if track and rng.random() < _GRANTED else None
        row = {
            "case_number": f"YS{day[:4]}{world.part.number * 10_000 + number:06d}",
            "applicant_record": f"BA{host.unit:06d}",
            "application_type": pick(_TYPES, rng),
            "ipc": host.trade.ipc[0],
            "field": pick(_FIELDS, rng),
            "submitted_on": day,
            "accepted_on": accepted,
            "result": "合格" if passed else "不合格",
            "fast_track_on": track,
            "granted_on": granted,
        }
        rows.append(row)
    return fill(folder, world.part, FORM, rows)
