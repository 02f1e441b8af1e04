"""What keeps a company out of a prison, whatever the number of seats: one list for checks and for the roll-out."""

from __future__ import annotations

from collections.abc import Iterator

from model.schema.company import Company
from model.schema.fault import Scalar
from model.schema.prison import Closure, Prison
from model.schema.programme import Programme

NEEDS = ("dial_out", "recorded_calls", "internet", "personal_data")
"""What work may need and a prison refuse; what a prison does not say is asked for, not refused."""


def obstacles(
    programme: Programme, prison: Prison, company: Company, month: str
) -> Iterator[tuple[str, dict[str, Scalar]]]:
    """Why a company cannot open in a prison in a month: (code, fields) of region, type, wage, closure, security."""
    yield from lasting(programme, prison, company)
    for closure in prison.closures:
        if closed(closure, month):
            yield (
                "prison_closed",
                {"found": prison.id, "reason": closure.reason, "start": closure.start, "until": closure.until or ""},
            )


def lasting(programme: Programme, prison: Prison, company: Company) -> Iterator[tuple[str, dict[str, Scalar]]]:
    """The obstacles that no month removes: (code, fields)."""
    if company.regions != "all" and prison.place.region not in company.regions:
        known = ", ".join(company.regions)
        yield "region_refused", {"found": prison.place.region, "company": company.id, "known": known}
    reason = programme.defaults.without_workshops.get(prison.type)
    if reason is not None and not prison.workshops:
        yield (
            "type_without_workshops",
            {"found": prison.id, "type": prison.type, "reason_fr": reason.fr, "reason_en": reason.en},
        )
    local = programme.defaults.without_local_minimum_wage.get(prison.place.region)
    if local is not None:
        yield "no_local_minimum_wage", {"found": prison.id, "reason_fr": local.fr, "reason_en": local.en}
    needs, allows = programme.activities[company.activity].needs, prison.security
    for need in NEEDS:
        if getattr(needs, need) and getattr(allows, need) is False:
            yield "security_refused", {"found": need, "prison": prison.id, "company": company.id}


def closed(closure: Closure, month: str) -> bool:
    """Whether a closure covers a month."""
    return closure.start[:7] <= month and (closure.until is None or month <= closure.until[:7])
