"""The pay slip of every workshop and month: hours really worked, the law of that month."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from model.law import Law, Rules
from model.money import Array
from model.pay import gross_of, monthly_hours, paid_hours, pay_slip
from model.schema.prison import RoomHours
from model.schema.programme import Programme
from model.workshops import Workshop, Workshops


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


def slips(programme: Programme, law: Law, workshops: Workshops) -> Slips:
    """Pay slips of a plan, the policy's floor and rule applied."""
    out = {f.name: np.zeros(workshops.seats.shape) for f in fields(Slips)}
    policy = programme.scenario.policy
    same_as: dict[tuple[object, ...], int] = {}
    for position, month in enumerate(programme.months):
        rules = law.rules(month, policy.december_bounds)
        weekly = np.array([weekly_hours(programme, w, rules) for w in workshops.list])
        offers = tuple(_offer(w, rules) for w in workshops.list)
        known = same_as.setdefault((replace(rules, month=""), weekly.tobytes(), offers), position)
        for name, column in (
            _month(programme, workshops, rules, weekly, offers).items() if known == position else ()
        ):
            out[name][:, position] = column
        if known != position:
            for values in out.values():
                values[:, position] = values[:, known]
    return Slips(**out)


def _month(
    programme: Programme, workshops: Workshops, rules: Rules, weekly: Array, offers: tuple[float | None, ...]
) -> dict[str, Array]:
    """(W,) pay slips of one month."""
    policy = programme.scenario.policy
    chosen_floor = None if policy.floor == "legal" else float(policy.floor)
    groups: dict[tuple[str, bool], list[int]] = {}
    for row, (workshop, offer) in enumerate(zip(workshops.list, offers, strict=True)):
        groups.setdefault((workshop.company.regime, offer is None), []).append(row)
    out = {f.name: np.zeros(len(workshops.list)) for f in fields(Slips)}
    for (regime, at_floor), rows in groups.items():
        offer_of_group = None if at_floor else np.array([offers[row] for row in rows], dtype=np.float64)
        slip = pay_slip(
            rules,
            weekly[rows],
            offer_of_group,
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
            out[name][rows] = value
    out["smic"][:] = rules.smic
    stops = policy.victims_rule == "statutory" and rules.account is not None
    out["victims_stop"][:] = rules.account.victims_stop if stops and rules.account else np.inf
    return out


def weekly_hours(programme: Programme, workshop: Workshop, rules: Rules) -> float:
    """Hours really worked in a week: the contract's, at most what law and room allow, less absence and
    unpaid holidays; or the hours observed, which contain absence."""
    month, company, common = rules.month, workshop.company, programme.defaults.programme
    most = min(rules.weekly_hours_max or np.inf, room_hours(programme, workshop, month))
    if company.worked_weekly_hours is not None:
        return min(company.worked_weekly_hours.at(month).value, most)
    away = (company.absence or common.absence).at(month).value + common.unpaid_holidays.at(month).value
    return min(company.weekly_hours.at(month).value, most) * (1 - min(1.0, away))


def room_hours(programme: Programme, workshop: Workshop, month: str) -> float:
    """Hours a week that the room can be used: the longest of the prison's rooms, or the default."""
    rooms: list[RoomHours] = [r for r in workshop.prison.workshops if r.free]
    rooms = rooms or [programme.defaults.national.room]
    return max(
        r.hours_a_day.at(month).value * r.days_a_week.at(month).value
        for r in rooms
        if r.hours_a_day is not None and r.days_a_week is not None
    )


def _offer(workshop: Workshop, rules: Rules) -> float | None:
    """EUR gross an hour offered; None for the floor. A monthly net is solved for the contract's hours."""
    offer = workshop.company.offer
    if offer.hourly_gross is not None:
        return offer.hourly_gross.at(rules.month).value
    if offer.monthly_net is not None:
        weekly = workshop.company.weekly_hours.at(rules.month).value
        gross = gross_of(rules, offer.monthly_net.at(rules.month).value, workshop.company.regime)
        return gross / float(monthly_hours(paid_hours(rules, weekly)))
    return None
