"""A prison profile: sites/prisons/<id>.yaml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from model.schema.base import Day, Frozen, Month, Side, Slug
from model.schema.quantity import (
    Days,
    Euros,
    EurosAMonth,
    Figure,
    Hours,
    LogUnits,
    MonthlyProbability,
    People,
    Places,
    Share,
    SquareMetres,
)

PrisonType = Literal["MA", "CD", "CP", "MC", "CSL", "EPM", "EPSNF"]
"""maison d'arrêt, centre de détention, centre pénitentiaire, maison centrale, centre de semi-liberté,
établissement pour mineurs, établissement public de santé national de Fresnes."""
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class Place(Frozen):
    """Where the prison stands."""

    commune: Annotated[str | None, Field(max_length=120)] = None
    """Commune."""
    department: Annotated[str, Field(pattern=r"^(\d{2,3}|2A|2B)$")]
    """Department number, in quotes ("01")."""
    region: Annotated[str, Field(max_length=60)]
    """Administrative region."""
    disp: Annotated[str, Field(max_length=60)]
    """Interregional direction of the prison service (inferred from the region)."""
    latitude: Annotated[float, Field(ge=-90, le=90)]
    """Degrees north."""
    longitude: Annotated[float, Field(ge=-180, le=180)]
    """Degrees east."""
    precision: Literal["site", "commune"] = "commune"
    """Whether the coordinates are the site's or the commune's centre."""


class PopulationFigures(Frozen):
    """Who is detained. What is absent comes from config/defaults.yaml."""

    women_share: Share | None = None
    """Share of women among the detained."""
    women_places: Places | None = None
    """Places for women."""
    convicted_share: Share | None = None
    """Share of the detained who are convicted."""
    staying_12_months: Share | None = None
    """Share of the convicted who stay 12 months or more."""
    bac_or_more: Share | None = None
    """Share with the baccalauréat or more."""
    cap_or_more: Share | None = None
    """Share with a CAP, a BEP or more."""
    french_for_calls: Share | None = None
    """Share whose French is good enough for calls, by test."""
    health_fit: Share | None = None
    """Share fit for a full post."""
    clearance: Share | None = None
    """Share cleared for call work, of those with the level."""
    willing: Share | None = None
    """Share of the suitable who want the post."""


class Population(PopulationFigures):
    """Who is detained, and for how many places."""

    capacity: Places
    """Operational capacity."""
    detained: People | None = None
    """People detained."""


class Flows(Frozen):
    """How people come and go. What is absent comes from config/defaults.yaml."""

    apply_share: MonthlyProbability | None = None
    """Share of the suitable who apply in a month."""
    release: MonthlyProbability | None = None
    """Release, whole population."""
    release_of_recruits: MonthlyProbability | None = None
    """Release of people chosen for the time they have left."""
    transfer: MonthlyProbability | None = None
    """Transfer to another prison."""
    dismissal: MonthlyProbability | None = None
    """Dismissal from the post."""
    quit: MonthlyProbability | None = None
    """Leaving the post by choice."""


class Debts(Frozen):
    """What workers owe to victims. What is absent comes from config/defaults.yaml."""

    creditor_share: Share | None = None
    """Share of workers with a debt to a victim or a maintenance creditor."""
    median: Euros | None = None
    """Median of the debt, per debtor (log-normal)."""
    sigma: LogUnits | None = None
    """Spread of the logarithm of the debt."""

    @property
    def creditor_share_known(self) -> Figure:
        """The share, once the defaults have been filled in."""
        assert self.creditor_share is not None
        return self.creditor_share


class RoomHours(Frozen):
    """When a room can be used. What is absent comes from config/defaults.yaml."""

    hours_a_day: Hours | None = None
    """Hours a day that the room can be used."""
    days_a_week: Days | None = None
    """Days a week that the room can be used."""


class Workshop(RoomHours):
    """A room where work is or could be done."""

    name: Annotated[str | None, Field(max_length=120)] = None
    """What the room is called."""
    area: SquareMetres
    """Floor area."""
    free: bool = True
    """Whether a new partner could use it."""
    ready: bool = False
    """Whether it is already equipped."""


class WorkToday(Frozen):
    """Work that exists already."""

    workers: People | None = None
    """People at work."""
    area: SquareMetres | None = None
    """Area of all workshops."""
    trades: tuple[Text, ...] = ()
    """Trades, as the source names them."""


class JobToday(Frozen):
    """A job that exists, with its pay, to compare with."""

    name: Text
    """What the job is."""
    net_monthly: EurosAMonth
    """Net pay a month."""


class Security(Frozen):
    """What the prison allows in a workshop. What is absent is not known, and asked for."""

    dial_out: bool | None = None
    """Whether operators may dial out."""
    recorded_calls: bool | None = None
    """Whether calls can be recorded."""
    internet: bool | None = None
    """Whether a filtered network reaches the workshop."""
    personal_data: bool | None = None
    """Whether callers' personal data may be handled."""


class OpeningObserved(Frozen):
    """What was seen when a workshop opened; it replaces the product of shares at that opening."""

    month: Month
    """Month of the opening."""
    company: Slug
    """Company of the workshop."""
    applicants: People
    """People who applied."""
    recruited: People
    """People taken on after interview, tests and trial."""
    side: Side | None = None
    """On which side of a mixed prison; absent means the larger."""


class Closure(Frozen):
    """Why no workshop can open."""

    start: Annotated[Day, Field(alias="from")]
    """First day."""
    until: Day | None = None
    """Last day; absent means for good."""
    reason: Text
    """Why."""
    source: Annotated[str | None, Field(max_length=120)] = None
    """Id of a source."""


class Prison(Frozen):
    """A prison: who is there, what room there is, what it allows, what was seen."""

    id: Slug
    """Identity, as in the file's name."""
    code: Annotated[str | None, Field(pattern=r"^FR\d{3}$")] = None
    """Code of the compiled list of establishments."""
    name: Annotated[str, Field(min_length=1, max_length=160)]
    """Name of the establishment."""
    type: PrisonType
    """Type of establishment."""
    place: Place
    population: Population
    flows: Flows = Flows()
    debts: Debts = Debts()
    workshops: tuple[Workshop, ...] = ()
    """Rooms."""
    work_today: WorkToday = WorkToday()
    security: Security = Security()
    jobs_today: tuple[JobToday, ...] = ()
    """Jobs to compare with."""
    opening_observed: OpeningObserved | None = None
    closures: tuple[Closure, ...] = ()
    """Times without work."""
    notes: tuple[Text, ...] = ()
    """What a reader should know."""
