"""Openings decided beforehand that contradict each other by what they name: no figure is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.schema.fault import Path, Scalar
from model.schema.rollout import Forbidden, Pin


def contradicted(pins: Sequence[Pin], bans: Sequence[Forbidden]) -> Iterator[tuple[Path, str, dict[str, Scalar]]]:
    """Place in the scenario, fault and names of each: a workshop that stands pinned or forbidden, whose opening is no
    longer a choice; one both pinned and forbidden."""
    stands = {(pin.prison, pin.company) for pin in pins if pin.existing}
    asked = {(pin.prison, pin.company) for pin in pins}
    for position, pin in enumerate(pins):
        if not pin.existing and (pin.prison, pin.company) in stands:
            yield ("pin", position), "pin_of_standing", {"prison": pin.prison, "company": pin.company}
    for position, ban in enumerate(bans):
        if (ban.prison, ban.company) in stands:
            yield ("forbid", position), "forbid_of_standing", {"prison": ban.prison, "company": ban.company}
        elif (ban.prison, ban.company) in asked:
            yield ("forbid", position), "pinned_and_forbidden", {"prison": ban.prison, "company": ban.company}
