"""The partnership file as data: one JSON document, from the tables and words that the page shows."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from model.partnership import Partnership, longest_term
from model.sides import people_of
from model.staffing import Calls, carried, staffing
from reports.duties import duties
from reports.partnership import market, places, refused, with_ends
from reports.risks import risks
from reports.wording import said


def document(found: Partnership, lang: str, calls: Calls | None = None) -> dict[str, Any]:
    """Everything as one JSON document. calls: the volume that its staffing is told for, where it answers calls."""
    programme, company = found.programme, found.company
    prices = market(company, programme, programme.scenario.start)
    return {
        "company": company.id,
        "name": said(company.name, lang),
        "scenario": programme.id,
        "fingerprint": programme.fingerprint,
        "draws": found.draws,
        "agreement_years": longest_term(programme),
        "years_tried": found.years,
        "prisons": [_plain(row) for row in places(found, lang).to_dict("records")],
        "refused": [_plain(row) for row in refused(found, lang).to_dict("records")],
        "market_hour": {
            name: {"value": q.value, "low": q.low, "high": q.high, "interval": q.interval, "unit": "EUR/hour",
                   "source": q.source, "mark": q.mark}
            for name, q in prices.items()
        },
        "staffing": None if calls is None else {
            **asdict(calls), **asdict(staffing(calls)),
            **_carried(found, calls),
        },
        "duties": [text for _, text in duties(found, lang)],
        "risks": [{"risk": title, "told": text} for title, text in risks(found, lang)],
    }  # fmt: skip


def _carried(found: Partnership, calls: Calls) -> dict[str, dict[str, float]]:
    """What the team of each prison answers in time, and the ends of its interval."""
    told = ((people_of(one.pair.prison, one.pair.pool.side, one.opens), with_ends("carried", one.people))
            for one in found.places)  # fmt: skip
    by_end: dict[str, dict[str, float]] = {"carried": {}, "carried_low": {}, "carried_high": {}}
    for place, spread in told:
        for name, people in spread.items():
            by_end[name][place] = carried(people, calls)
    return by_end


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A row with nothing where there is no number."""
    return {str(k): None if isinstance(v, float) and math.isnan(v) else v for k, v in row.items()}
