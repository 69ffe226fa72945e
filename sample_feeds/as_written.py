"""Which columns name organisations, and what the departments wrote there."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from sample_feeds.contracts import Contracts
from sample_feeds.mentions import NOBODY, Column, Written, joint_rows, strangers_beside, units_beside, write_names
from sample_feeds.parties import Party
from sample_feeds.patents import Patents
from sample_feeds.scale import Part
from sample_feeds.text import Integers, choose
from sample_feeds.units import Units

_STRANGE_HOLDERS = 0.003


def write_patentees(part: Part, units: Units, patents: Patents, year: int) -> Written:
    """The holders of each patent under their names of the year; the address is the first holder's."""
    rng, now = part.stream("patentees"), np.full(len(patents), year)
    column = Column(
        feed="ip_office/patents",
        name="patentee",
        key=patents.number,
        unit=patents.holder,
        names=units.names(patents.holder, now),
        area=choose([_county(code) for code in units.places.area], patents.holder),
        partner=np.where(patents.joint >= 0, patents.joint, NOBODY),
        partner_names=units.names(np.maximum(patents.joint, 0), now),
    )
    column = strangers_beside(column, ~patents.citable, _STRANGE_HOLDERS, rng)
    return write_names(column, units, joint_rows(column, rng), rng)


def write_parties(part: Part, units: Units, contracts: Contracts) -> tuple[Contracts, pa.Table]:
    """The contracts with both sides' names as registered by the parties, and the truth about those names."""
    seller = _side(part, units, contracts, "seller", contracts.seller_unit, contracts.seller)
    buyer = _side(part, units, contracts, "buyer", contracts.buyer_unit, contracts.buyer)
    written = replace(
        contracts,
        seller=replace(contracts.seller, name=seller.cells),
        buyer=replace(contracts.buyer, name=buyer.cells),
    )
    return written, pa.concat_tables([seller.truth, buyer.truth])


def _side(part: Part, units: Units, contracts: Contracts, side: str, unit: Integers, party: Party) -> Written:
    rng = part.stream(f"{side} names")
    column = Column(
        feed="science_bureau/technology_contracts",
        name=f"{side}_name",
        key=contracts.number,
        unit=unit,
        names=party.name,
        area=party.area,
        partner=np.full(len(unit), NOBODY),
        partner_names=party.name,
    )
    column = units_beside(column, units, rng)
    return write_names(column, units, column.partner != NOBODY, rng)


def _county(code: str) -> str:
    """The patent office knows divisions by name; what belongs to none has a blank there."""
    return "" if code.endswith("00") else code
