"""Where the feeds come from and whether they are real: one profile file per city."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from published.dataset import Dataset
from published.home import PROJECT
from published.pre_release import PreRelease
from published.receivers import Receiver, Smtp
from published.revision_policy import Stated
from published.vocabulary import Frozen, Text
from published.ways_in import Address, ByFolder, WayIn

PROFILES = PROJECT / "profiles"
_SYNTHETIC = Text(zh="演示数据", en="synthetic data")
_REAL_AMONG_SYNTHETIC = Text(
    zh="演示数据站点；本表为真实公告数", en="synthetic-data site; the figures of this table are real announcements"
)


class ProfileError(ValueError):
    """A profile that does not exist or cannot be read, in one sentence."""


class Profile(Frozen):
    """A city's departments. A feed lies in <folder>/<source>/<feed>, unless `feeds` names another way in for it.

    `pre_release`: who may read a release before its minute; `notices`: who is told at it; `reminders`: the account that
    writes to owners of late feeds; `site`: the public address; `restates`: why figures change, where they are made up.
    """

    name: str
    title: Text
    synthetic: bool
    folder: str
    feeds: dict[str, WayIn] = Field(default_factory=dict)
    restates: Stated | None = None
    pre_release: PreRelease = PreRelease()
    site: Address | None = None
    notices: tuple[Receiver, ...] = ()
    reminders: Smtp | None = None

    @classmethod
    def load(cls, name: str, folder: Path = PROFILES) -> Self:
        """The profile of that name; raises ProfileError naming what exists."""
        path = folder / f"{name}.yml"
        if not path.is_file():
            known = "、".join(sorted(found.stem for found in folder.glob("*.yml")))
            raise ProfileError(f"没有名为 {name} 的配置（现有：{known}）；请在 profiles/ 中新建 {name}.yml。")
        try:
            return cls.model_validate({"name": name, **(yaml.safe_load(path.read_text(encoding="utf-8")) or {})})
        except ValidationError as error:
            wrong = "；".join(_mistake(at) for at in error.errors(include_input=False, include_url=False))
            raise ProfileError(f"配置 {path.name} 有误：{wrong}。") from None
        except (ValueError, yaml.YAMLError, TypeError) as error:
            raise ProfileError(f"配置 {path.name} 无法读取：{error}") from error

    def way_in(self, feed: str) -> WayIn:
        """How the files of a feed arrive."""
        return self.feeds.get(feed) or ByFolder(folder=f"{self.folder}/{feed}")

    @property
    def notice(self) -> Text | None:
        """What every page says of the figures: synthetic, or nothing."""
        return _SYNTHETIC if self.synthetic else None

    def notice_for(self, dataset: Dataset) -> Text | None:
        """What every file of a dataset says; a table without feeds holds real figures even on the demo site."""
        if not self.synthetic:
            return None
        return _SYNTHETIC if dataset.feeds else _REAL_AMONG_SYNTHETIC


def _mistake(at: ErrorDetails) -> str:
    """Where a profile is wrong and how; the value itself is not repeated, since it may be a password."""
    place, facts = ".".join(map(str, at["loc"])) or "profile", at.get("ctx", {})
    match at["type"]:
        case "missing":
            wrong = "缺少这一项 (missing)"
        case "extra_forbidden":
            wrong = "没有这一项 (unknown key)"
        case "union_tag_invalid" | "union_tag_not_found":
            wrong = f"应写明 {facts['discriminator']}：{facts.get('expected_tags', 'folder 等')} (unknown way in)"
        case "value_error":
            wrong = str(facts["error"])
        case _:
            wrong = at["msg"]
    return f"{place} {wrong}"
