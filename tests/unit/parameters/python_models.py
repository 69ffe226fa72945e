"""Models in Python as modules."""

import importlib.util
from types import ModuleType

from published.home import PROJECT


def python_model(name: str) -> ModuleType:
    """The module of a model, read anew."""
    (path,) = (PROJECT / "dbt_project" / "models").rglob(f"{name}.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
