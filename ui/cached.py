"""What is computed once and shown to many: the catalogue, programmes, projections and their tables.

Everything here is shared between visitors and never changed in place. Keys: the files' stamp, the scenario's
reference, the settings on top of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go  # type: ignore[import-untyped]
import streamlit as st

from model import projection as model_projection
from model import requirements as model_requirements
from model.explanation.figures import Place
from model.law import Law
from model.loading import assembly
from model.loading import standing as stands
from model.projection import Projection
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.schema.scenario import Scenario
from reports import activity, answer, assumptions, candidates, figures, prisons, tables
from reports.map import map_of_prisons
from ui import catalogues
from ui.futures import Futures, Gathering
from ui.solving import Solving

At = tuple[int, int]
"""A stamp of the files, and how many plans were found."""
Settings = tuple[str, ...]
"""Changes on top of a scenario, each ``path=value``, in order."""


@dataclass(frozen=True)
class Result:
    """A scenario projected, with the tables that the pages show."""

    reference: str
    projection: Projection
    indicators: pd.DataFrame
    """All scopes and periods."""
    whole: pd.DataFrame
    """Of the whole programme: one row an indicator, one column a period."""

    def value(self, indicator: str, period: str) -> float:
        """One indicator of the whole programme in a year or in total; NaN where it has no meaning."""
        try:
            return float(str(self.whole.at[indicator, period]))
        except KeyError:
            return float("nan")

    @property
    def programme(self) -> Programme:
        """The inputs."""
        return self.projection.programme


def scenarios() -> dict[str, Scenario]:
    """The scenarios at hand, by id. Raises InputFaults."""
    return catalogues.catalogue().all(Scenario, "scenarios")


def references() -> list[str]:
    """Every scenario followed by its variants: ``id``, ``id@variant``."""
    return [r for name, s in scenarios().items() for r in (name, *(f"{name}@{v}" for v in s.variants))]


def written(settings: Settings = ()) -> list[str]:
    """The scenarios and variants that have a plan, written or found, and that the settings fit: those to be shown."""
    return [one for one in references() if _fits(one, settings) and (_by_hand(one) or _found(one, settings))]


def unfit(settings: Settings) -> list[str]:
    """Those with a written plan that the settings do not fit: a floor above a variant's own, a year it has not."""
    return [one for one in references() if _by_hand(one) and not _fits(one, settings)]


def _by_hand(reference: str) -> bool:
    return programme(reference).scenario.plan != "optimise"


def _found(reference: str, settings: Settings) -> bool:
    return solving(reference, settings).planned is not None


def _fits(reference: str, settings: Settings) -> bool:
    try:
        programme(reference, settings)
    except InputFaults:
        return False
    return True


def programme(reference: str, settings: Settings = ()) -> Programme:
    """A scenario with its settings, validated, its plan as written. Raises InputFaults."""
    return _programme(catalogues.stamp(), reference, settings)


def now(reference: str, settings: Settings) -> At:
    """What a scenario's pages are made from: the files, and the plan that was found where it is to be optimised."""
    searched = programme(reference, settings).scenario.plan == "optimise"
    return catalogues.stamp(), solving(reference, settings).plans if searched else 0


def result(reference: str, settings: Settings = ()) -> Result:
    """A scenario projected. Raises InputFaults."""
    return _result(now(reference, settings), reference, settings)


def ruled(reference: str, settings: Settings, rule: str) -> Programme:
    """A scenario under another rule of the victims' part, its plan as shown; its variant is the rule. Raises
    InputFaults."""
    shown = result(reference, settings).programme
    policy = shown.scenario.policy.model_copy(update={"victims_rule": rule})
    scenario = shown.scenario.model_copy(update={"policy": policy})
    return shown.model_copy(update={"scenario": scenario, "variant": rule})


def under(reference: str, settings: Settings, rule: str) -> Projection:
    """A scenario projected under another rule of the victims' part, its plan as shown. Raises InputFaults."""
    return _under(now(reference, settings), reference, settings, rule)


def law(reference: str, settings: Settings = ()) -> Law:
    """The law of a scenario, its overrides included; it remembers the rules of each month."""
    return _law(catalogues.stamp(), reference, settings)


def places(reference: str, settings: Settings, month: str) -> list[prisons.Place]:
    """Where each prison stands in the plan in a month."""
    return _places(now(reference, settings), reference, settings, month)


def prison_table(reference: str, settings: Settings, activity_id: str, month: str) -> pd.DataFrame:
    """One row per prison (see ``reports.prisons.table``)."""
    return _prison_table(now(reference, settings), reference, settings, activity_id, month)


def candidates_of(reference: str, settings: Settings, activity_id: str, month: str) -> pd.DataFrame:
    """Candidates of every prison in every draw (see ``reports.candidates.of_prisons``)."""
    return _candidates(now(reference, settings), reference, settings, activity_id, month)


def months_of_work(reference: str, settings: Settings, known: Futures | None = None) -> pd.DataFrame:
    """Seats and people month by month, by activity; with intervals where there are draws."""
    if known is not None:
        return known.activities
    return _months_of_work(now(reference, settings), reference, settings)


def map_of_france(reference: str, settings: Settings, month: str, lang: str, dark: bool) -> go.Figure:
    """The map of every prison in play in a month."""
    return _map(now(reference, settings), reference, settings, month, lang, dark)


def futures(reference: str, settings: Settings = ()) -> Gathering:
    """The futures of a scenario, not begun: whoever asks begins them. Raises InputFaults."""
    return _futures(now(reference, settings), reference, settings)


def solving(reference: str, settings: Settings = ()) -> Solving:
    """The search for a scenario's best plan, not begun: whoever asks begins it. Raises InputFaults."""
    return _solving(catalogues.stamp(), reference, settings)


def requirements(reference: str, settings: Settings) -> pd.DataFrame:
    """What a written plan requires (see ``model.requirements.requirements``)."""
    return _requirements(now(reference, settings), reference, settings)


def standing(built: Programme, place: Place, figure: object) -> tuple[str, int | None]:
    """File and line of a figure of a programme."""
    return stands.standing(catalogues.catalogue(), built, place, figure)


def months(reference: str, settings: Settings, known: Futures | None) -> pd.DataFrame:
    """People at work and seats of the programme by month: month, then each with its low and high."""
    if known is None:
        return activity.programme_months(_result(now(reference, settings), reference, settings).projection)
    return activity.drawn_months(known.monthly)


def months_figure(reference: str, settings: Settings, known: Futures | None, lang: str, dark: bool) -> go.Figure:
    """Seats and people month by month."""
    return _months_figure(now(reference, settings), reference, settings, known.draws if known else 0, known, lang, dark)


def assumptions_table(reference: str, settings: Settings, today: date) -> pd.DataFrame:
    """Every figure that the scenario rests on."""
    return _assumptions(now(reference, settings), reference, settings, today)


def warnings(reference: str, settings: Settings) -> list[Fault]:
    """What the checks say of a scenario without calling it wrong."""
    return _warnings(catalogues.stamp(), reference, settings)


@st.cache_resource(show_spinner=False, max_entries=64)
def _programme(at: int, reference: str, settings: Settings) -> Programme:
    return assembly.programme(catalogues.of(at), reference, settings)


def _shown(at: At, reference: str, settings: Settings) -> Programme:
    """A scenario with the plan that was found for it, where there is one."""
    built = _programme(at[0], reference, settings)
    if built.scenario.plan != "optimise":
        return built
    return _solving(at[0], reference, settings).planned or built


@st.cache_resource(show_spinner=False, max_entries=64)
def _result(at: At, reference: str, settings: Settings) -> Result:
    projected = model_projection.project(_shown(at, reference, settings))
    indicators = tables.indicators(projected)
    return Result(reference, projected, indicators, answer.programme_values(indicators))


@st.cache_resource(show_spinner=False, max_entries=16)
def _under(at: At, reference: str, settings: Settings, rule: str) -> Projection:
    return model_projection.project(ruled(reference, settings, rule))


@st.cache_resource(show_spinner=False, max_entries=64)
def _law(at: int, reference: str, settings: Settings) -> Law:
    built = _programme(at, reference, settings)
    return Law(built.law, built.outlook)


@st.cache_resource(show_spinner=False, max_entries=128)
def _places(at: At, reference: str, settings: Settings, month: str) -> list[prisons.Place]:
    return prisons.places(_shown(at, reference, settings), month)


@st.cache_resource(show_spinner=False, max_entries=64)
def _prison_base(at: At, reference: str, settings: Settings, month: str) -> pd.DataFrame:
    return prisons.table(_shown(at, reference, settings), month, _places(at, reference, settings, month))


@st.cache_resource(show_spinner=False, max_entries=64)
def _prison_table(at: At, reference: str, settings: Settings, activity_id: str, month: str) -> pd.DataFrame:
    built = _shown(at, reference, settings)
    drawn = _candidates(at, reference, settings, activity_id, month)
    base = _prison_base(at, reference, settings, month)
    return prisons.with_candidates(base, built, built.activities[activity_id], month, drawn)


@st.cache_resource(show_spinner=False, max_entries=16)
def _candidates(at: At, reference: str, settings: Settings, activity_id: str, month: str) -> pd.DataFrame:
    built = _shown(at, reference, settings)
    return candidates.of_prisons(built, built.activities[activity_id], month, built.prisons)


@st.cache_resource(show_spinner=False, max_entries=64)
def _months_of_work(at: At, reference: str, settings: Settings) -> pd.DataFrame:
    return activity.by_activity(_result(at, reference, settings).projection)


@st.cache_resource(show_spinner=False, max_entries=128)
def _map(at: At, reference: str, settings: Settings, month: str, lang: str, dark: bool) -> go.Figure:
    built = _shown(at, reference, settings)
    shown = _places(at, reference, settings, month)
    return go.Figure(map_of_prisons(built, shown, lang, dark), skip_invalid=True)


@st.cache_resource(show_spinner=False, max_entries=64)
def _months_figure(
    at: At, reference: str, settings: Settings, draws: int, _known: Futures | None, lang: str, dark: bool
) -> go.Figure:
    return go.Figure(figures.months_of_work(months(reference, settings, _known), lang, dark), skip_invalid=True)


@st.cache_resource(show_spinner=False, max_entries=32)
def _futures(at: At, reference: str, settings: Settings) -> Gathering:
    return Gathering(_shown(at, reference, settings))


@st.cache_resource(show_spinner=False, max_entries=64)
def _requirements(at: At, reference: str, settings: Settings) -> pd.DataFrame:
    return model_requirements.requirements(_result(at, reference, settings).projection)


@st.cache_resource(show_spinner=False, max_entries=16)
def _solving(at: int, reference: str, settings: Settings) -> Solving:
    return Solving(_programme(at, reference, settings))


@st.cache_resource(show_spinner=False, max_entries=16)
def _assumptions(at: At, reference: str, settings: Settings, today: date) -> pd.DataFrame:
    return assumptions.assumptions(_shown(at, reference, settings), today)


@st.cache_resource(show_spinner=False, max_entries=64)
def _warnings(at: int, reference: str, settings: Settings) -> list[Fault]:
    return assembly.warnings(catalogues.of(at), _programme(at, reference, settings))
