"""What the stand-in departments know in common: one part's units, patents, contracts and cases."""

from dataclasses import dataclass

import pyarrow as pa

from sample_feeds.cases import Cases
from sample_feeds.contracts import Contracts
from sample_feeds.patents import Patents
from sample_feeds.reference import Reference
from sample_feeds.scale import Part
from sample_feeds.survey import Survey
from sample_feeds.units import Units


@dataclass(frozen=True)
class World:
    """Everything that was drawn before the first table was written; `records` is the patents' clean text table,
    `mentions` who is meant by every name in them and in the contracts."""

    part: Part
    reference: Reference
    units: Units
    survey: Survey
    patents: Patents
    records: pa.Table
    contracts: Contracts
    cases: Cases
    mentions: pa.Table
