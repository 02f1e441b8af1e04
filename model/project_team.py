"""The team that prepares openings: a cost of the programme, of no workshop. Axes: D draws, W workshops, M months."""

from __future__ import annotations

import numpy as np

from model.costs import yearly
from model.money import Array, to_cent
from model.pools import Whole
from model.reading import Reading
from model.schema.programme import Programme
from model.workshops import Workshop, Workshops


def lead(programme: Programme, workshop: Workshop) -> float:
    """Months that an opening takes from the agreement on; none where it stands already."""
    months = programme.defaults.programme.lead_time.at(workshop.opening.opens).value
    return 0.0 if workshop.opening.existing else months


def under_way(programme: Programme, workshops: Workshops) -> Array:
    """(M,) openings that are being prepared in each month of the scenario."""
    found = np.zeros(len(programme.months))
    for row, workshop in enumerate(workshops.list):
        opens = int(workshops.opens[row])
        found[max(0, opens - round(lead(programme, workshop))) : max(0, opens)] += 1
    return found


def team_month(programme: Programme, reading: Reading) -> Array:
    """(D, Y) EUR a month of preparing one opening."""
    common, money = programme.defaults.programme, programme.defaults.money
    posts = reading.of(common.project_posts_per_opening.latest, "project_posts")
    return np.asarray(posts[:, None] / 12 * yearly(programme, reading, money.project_post_cost, "project_post_cost"))


def project_team(under_way: Array, month: Array, year: Whole) -> Array:
    """(D, M) EUR to the cent: openings under way (M,) x a month of one (D, Y); year: (M,) of each."""
    return to_cent(under_way * np.take(month, year, axis=1))
