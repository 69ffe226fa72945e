"""Where the feeds come from and whether they are real: one profile file per city."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import ValidationError

from published.dataset import Dataset
from published.home import PROJECT, Home
from published.vocabulary import Frozen, Text

PROFILES = PROJECT / "profiles"
_SYNTHETIC = Text(zh="演示数据", en="synthetic data")
_REAL_AMONG_SYNTHETIC = Text(
    zh="演示数据站点；本表为真实公告数", en="synthetic-data site; the figures of this table are real announcements"
)


class ProfileError(ValueError):
    """A profile that does not exist or cannot be read, in one sentence."""


class Profile(Frozen):
    """A city's departments: feed key ► folder of its files (relative folders lie under DATA_HOME)."""

    name: str
    title: Text
    synthetic: bool
    feeds: dict[str, str]

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
            wrong = "、".join(f"{'.'.join(map(str, at['loc']))} {at['msg']}" for at in error.errors())
            raise ProfileError(f"配置 {path.name} 有误：{wrong}。") from error
        except (ValueError, yaml.YAMLError, TypeError) as error:
            raise ProfileError(f"配置 {path.name} 无法读取：{error}") from error

    def folder(self, home: Home, feed: str) -> Path:
        """Where the files of a feed are delivered; raises ProfileError where the profile names none."""
        if feed not in self.feeds:
            raise ProfileError(f"配置 {self.name} 没有写明 {feed} 的来源；请在 profiles/{self.name}.yml 中补上。")
        return home.root / self.feeds[feed]

    @property
    def notice(self) -> Text | None:
        """What every page says of the figures: synthetic, or nothing."""
        return _SYNTHETIC if self.synthetic else None

    def notice_for(self, dataset: Dataset) -> Text | None:
        """What every file of a dataset says; a table without feeds holds real figures even on the demo site."""
        if not self.synthetic:
            return None
        return _SYNTHETIC if dataset.feeds else _REAL_AMONG_SYNTHETIC
