"""The pay slip of every workshop and month: hours really worked, the law of that month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from model.law import Law, Rules
from model.money import Amount, Array
from model.pay import gross_of, monthly_hours, paid_hours, pay_slip
from model.schema.prison import Prison, RoomHours
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.victims import voluntary_part
from model.workshops import Whole, Workshop, Workshops

Offers = tuple[Amount | None, ...]
"""EUR gross an hour that each workshop offers, (D,) where it is drawn; None for the floor."""


@dataclass(frozen=True)
class Slips:
    """One worker's full month, (W, M): hours, EUR, share. ``victims`` is with a creditor."""

    hours: Array
    hourly_gross: Array
    gross: Array
    employer_contributions: Array
    employee_contributions: Array
    net: Array
    victims: Array
    release_savings: Array
    available: Array
    smic: Array
    """EUR gross an hour."""
    victims_stop: Array
    """EUR held at which the part stops without a creditor; infinite under a flat rule."""
    voluntary: Array
    """What a debtor who pays more than the levy adds, out of what is available."""


def slips(programme: Programme, law: Law, workshops: Workshops, same: Sequence[int] | None = None) -> Slips:
    """Pay slips of a plan, the policy's floor and rule applied.

    same: for each month, an earlier one or itself that pays alike, where that is known.
    """
    out = {f.name: np.zeros(workshops.seats.shape) for f in fields(Slips)}
    policy = programme.scenario.policy
    same_as: dict[tuple[object, ...], int] = {}
    first, kind = paid_alike(workshops)
    for position, month in enumerate(programme.months):
        if same is not None and same[position] != position:
            for values in out.values():
                values[:, position] = values[:, same[position]]
            continue
        rules = law.rules(month, policy.december_bounds)
        weekly = np.array([weekly_hours(programme, w, rules) for w in first])[kind]
        offer = [offer_of(w, rules) for w in first]
        offers = tuple(offer[place] for place in kind.tolist())
        known = same_as.setdefault((replace(rules, month=""), weekly.tobytes(), offers), position)
        if known == position:
            for name, column in slip_of_month(programme, workshops, rules, weekly, offers).items():
                out[name][:, position] = column
        else:
            for values in out.values():
                values[:, position] = values[:, known]
    return Slips(**out)


def slip_of_month(
    programme: Programme, workshops: Workshops, rules: Rules, weekly: Array, offers: Offers
) -> dict[str, Array]:
    """Pay slips of one month, (..., W): weekly hours (..., W) and offers, with rules that may be drawn."""
    policy = programme.scenario.policy
    chosen_floor = None if policy.floor == "legal" else float(policy.floor)
    groups: dict[tuple[str, bool], list[int]] = {}
    for row, (workshop, offer) in enumerate(zip(workshops.list, offers, strict=True)):
        groups.setdefault((workshop.company.regime, offer is None), []).append(row)
    out = {f.name: np.zeros(weekly.shape) for f in fields(Slips)}
    for (regime, at_floor), rows in groups.items():
        known = [np.asarray(o) for o in (offers[row] for row in rows) if o is not None]
        slip = pay_slip(
            rules,
            weekly[..., rows],
            None if at_floor else np.stack(np.broadcast_arrays(*known), axis=-1),
            regime=regime,
            rule=policy.victims_rule,
            chosen_floor=chosen_floor,
        )
        values = (
            slip.hours,
            slip.hourly_gross,
            slip.gross,
            slip.employer_contributions,
            slip.employee_contributions,
            slip.net,
            slip.split.victims,
            slip.split.release_savings,
            slip.split.available,
        )
        for name, value in zip(out, values, strict=False):
            out[name][..., rows] = value
    out["smic"][...] = rules.smic
    stops = policy.victims_rule == "statutory" and rules.account is not None
    out["victims_stop"][...] = rules.account.victims_stop if stops and rules.account else np.inf
    out["voluntary"] = voluntary_part(policy.voluntary, out["available"])
    return out


def paid_alike(workshops: Workshops) -> tuple[list[Workshop], Whole]:
    """Workshops of different companies, or in rooms of different hours; and which of them each workshop is like, (W,).

    Prisons of one type without a room of their own have the same hours."""
    known: dict[tuple[str, str], int] = {}
    first: list[Workshop] = []
    kind = np.zeros(len(workshops.list), dtype=np.int64)
    for row, workshop in enumerate(workshops.list):
        rooms = any(room.free for room in workshop.prison.workshops)
        key = (workshop.company.id, workshop.prison.id if rooms else f"type {workshop.prison.type}")
        if key not in known:
            first.append(workshop)
        kind[row] = known.setdefault(key, len(known))
    return first, kind


def weekly_hours(
    programme: Programme,
    workshop: Workshop,
    rules: Rules,
    value: Callable[[Quantity, str], Amount] = lambda quantity, _: quantity.value,
) -> Amount:
    """Hours really worked in a week: the contract's, at most what law and room allow, less absence and
    unpaid holidays; or the hours observed, which contain absence. ``value`` reads absence and hours observed,
    by the name of the input."""
    month, company, common = rules.month, workshop.company, programme.defaults.programme
    legal = np.inf if rules.weekly_hours_max is None else rules.weekly_hours_max
    most = min(legal, room_hours(programme, workshop, month))
    if company.worked_weekly_hours is not None:
        return np.minimum(value(company.worked_weekly_hours.at(month), "worked_hours"), most)
    away = value((company.absence or common.absence).at(month), "absence") + common.unpaid_holidays.at(month).value
    return min(company.weekly_hours.at(month).value, most) * (1 - np.minimum(1.0, away))


def room_hours(programme: Programme, workshop: Workshop, month: str) -> float:
    """Hours a week that the room can be used."""
    return open_hours(programme, workshop.prison, month)


def open_hours(programme: Programme, prison: Prison, month: str) -> float:
    """Hours a week that a prison's room can be used: the longest of its rooms, or the default."""
    return _longest(_rooms(programme, prison), month)


def hours_of_rooms(
    programme: Programme, workshops: Sequence[Workshop], months: Sequence[str]
) -> list[tuple[float, ...]]:
    """The same of the rooms of some workshops in some months; what the same figures tell is read once."""
    known: dict[tuple[int, ...], tuple[float, ...]] = {}
    found = []
    for workshop in workshops:
        rooms = _rooms(programme, workshop.prison)
        key = tuple(id(figure) for room in rooms for figure in room)
        if key not in known:
            known[key] = tuple(_longest(rooms, month) for month in months)
        found.append(known[key])
    return found


def _rooms(programme: Programme, prison: Prison) -> list[tuple[Figure, Figure]]:
    """Hours a day and days a week of a prison's free rooms; of a usual one where none is known."""
    rooms = [(r.hours_a_day, r.days_a_week) for r in prison.workshops if r.free] or [_usual(programme, prison)]
    return [(hours, days) for hours, days in rooms if hours is not None and days is not None]


def _longest(rooms: Sequence[tuple[Figure, Figure]], month: str) -> float:
    return max(hours.at(month).value * days.at(month).value for hours, days in rooms)


def usual_hours(programme: Programme, prison: Prison) -> RoomHours:
    """When a room of a prison could be used, where no room is known: the default of its type, else the national one."""
    hours, days = _usual(programme, prison)
    return RoomHours.model_construct(hours_a_day=hours, days_a_week=days)


def _usual(programme: Programme, prison: Prison) -> tuple[Figure | None, Figure | None]:
    """Hours a day and days a week of a room that is not known."""
    national, of_type = programme.defaults.national.room, programme.defaults.by_type.get(prison.type)
    if of_type is None:
        return national.hours_a_day, national.days_a_week
    return of_type.room.hours_a_day or national.hours_a_day, of_type.room.days_a_week or national.days_a_week


def offer_of(workshop: Workshop, rules: Rules) -> Amount | None:
    """EUR gross an hour offered; None for the floor. A monthly net is solved for the contract's hours."""
    offer = workshop.company.offer
    if offer.hourly_gross is not None:
        return offer.hourly_gross.at(rules.month).value
    if offer.monthly_net is not None:
        weekly = workshop.company.weekly_hours.at(rules.month).value
        gross = gross_of(rules, offer.monthly_net.at(rules.month).value, workshop.company.regime)
        hourly = gross / monthly_hours(paid_hours(rules, weekly))
        return hourly[..., 0] if hourly.ndim else float(hourly)
    return None
