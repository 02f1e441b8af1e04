"""Where a prison stands in a plan, in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

import language
from language import formats
from model.schema.programme import Programme
from reports.prisons import Place, Standing
from reports.wording import said


def standings(lang: str) -> dict[Standing, str]:
    """Names of where a prison can stand."""
    _ = language.text(lang)
    return {
        "open": _("open"),
        "planned": _("planned later"),
        "possible": _("possible"),
        "impossible": _("not possible"),
    }


def reason(programme: Programme, place: Place, lang: str) -> str:
    """Why a prison could not have a workshop; nothing when it could."""
    _ = language.text(lang)
    if not place.why:
        return ""
    match place.why[0]:
        case "type":
            return said(programme.defaults.without_workshops[place.prison.type], lang)
        case "wage":
            return said(programme.defaults.without_local_minimum_wage[place.why[1]], lang)
        case "closed":
            return _("closed: {reason}").format(reason=language.note(place.why[1], lang))
        case "candidates":
            many = formats.number(float(place.why[1]), lang, 1)
            return _("too few candidates for the smallest workshop: {many}").format(many=many)
    return _("its rules exclude every activity of the companies in play")


def under_pointer(programme: Programme, place: Place, lang: str) -> str:
    """What the map says of a prison under the pointer."""
    _ = language.text(lang)
    lines = [f"<b>{escape(place.prison.name)}</b>", standings(lang)[place.standing]]
    if place.seats:
        lines.append(_("{seats} seats in the plan").format(seats=place.seats))
    if why := reason(programme, place, lang):
        lines.append(escape(why))
    return "<br>".join(lines)


def table(programme: Programme, places: Sequence[Place], lang: str) -> pd.DataFrame:
    """The map as a table: id, name, region, standing, standing_id, seats, why."""
    names = standings(lang)
    return pd.DataFrame(
        [
            {
                "id": p.prison.id,
                "name": p.prison.name,
                "region": p.prison.place.region,
                "standing": names[p.standing],
                "standing_id": p.standing,
                "seats": p.seats,
                "why": reason(programme, p, lang),
            }
            for p in places
        ]
    )
