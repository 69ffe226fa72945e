"""A held release goes out all the same where a person answers for it, with a reason that is published."""

from datetime import UTC, datetime

from expectations.suite import matters_of_judgement
from orchestration.access import user
from orchestration.mistakes import Mistake
from orchestration.signatures import Answered, add, entries
from published.dataset import Dataset
from published.home import Home
from published.verdict import Acknowledged, Verdict
from published.vocabulary import Text


def acknowledge(home: Home, dataset: Dataset, by: str, note: Text) -> Verdict:
    """Answer for the failed checks of the candidate that was judged last; the verdict with it.

    It counts for this very candidate alone. Raises Mistake where nothing is held, or what holds is not a matter of
    judgement: the build, the deliveries, the key, the codes and disclosure control are not.
    """
    verdict = _judged(home, dataset)
    if not verdict.holding or verdict.candidate is None:
        found = "没有可认可的候选数据" if verdict.holding else "没有被暂缓"
        raise Mistake(f"{dataset.title.zh}{found}，没有写入。")
    if firm := [check for check in verdict.holding if check.name not in matters_of_judgement(dataset)]:
        named = "、".join(check.title.zh for check in firm)
        raise Mistake(f"{dataset.title.zh}：{named}——这类检查不能认可，只能改正后重新发布。")
    before = verdict.acknowledged.checks if verdict.acknowledged else ()
    given = Acknowledged(checks=(*before, *(check.name for check in verdict.holding)), note=note)
    add(
        home,
        Answered(
            at=datetime.now(UTC),
            by=by,
            account=user(),
            dataset=dataset.name,
            candidate=verdict.candidate,
            acknowledged=given,
        ),
    )
    return verdict.model_copy(update={"acknowledged": given})


def acknowledged(home: Home, dataset: str, candidate: str) -> Acknowledged | None:
    """What a person last said of a candidate with that sha256."""
    found = [one for one in entries(home) if isinstance(one, Answered)]
    return next(
        (one.acknowledged for one in reversed(found) if (one.dataset, one.candidate) == (dataset, candidate)), None
    )


def _judged(home: Home, dataset: Dataset) -> Verdict:
    path = home.verdicts / f"{dataset.name}.json"
    if not path.exists():
        raise Mistake(f"{dataset.title.zh}还没有审核过；请先运行 yongzhuan release {dataset.name}。")
    return Verdict.model_validate_json(path.read_bytes())
