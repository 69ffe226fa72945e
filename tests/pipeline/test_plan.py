"""At city scale no dataset of the plan is empty."""

import pyarrow.parquet as pq

from tests.house.test_plan import PLAN
from tests.pipeline.conftest import Desk


def test_every_dataset_of_the_plan_is_released_and_holds_rows(city: Desk) -> None:
    for asked in PLAN:
        releases = sorted((city.home.releases / asked["dataset"]).iterdir())
        assert pq.read_metadata(releases[-1] / f"{asked['dataset']}.parquet").num_rows > 0, asked["dataset"]
