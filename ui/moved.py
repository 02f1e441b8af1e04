"""An indicator of the programme with its inputs moved, computed once for every visitor."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from model.present_value import at_rate
from model.schema.programme import Programme
from model.uncertainty.sensitivity import Question, asked, morris, moving, sobol, tornado
from model.uncertainty.switching import level_of, switching, usual_period
from ui import cached
from ui.futures import SEED


@dataclass(frozen=True)
class Moved:
    """One input after the other moved."""

    swings: pd.DataFrame
    """See ``sensitivity.tornado``."""
    crossing: pd.DataFrame
    """See ``switching.switching``; empty where no level is asked of the indicator."""
    level: float | None


def asked_about(programme: Programme, indicator: str, period: str) -> str:
    """The period that a question is about: the target's month where its year is looked at, else the one looked at."""
    month = usual_period(programme, indicator)
    return month if month[:4] == period else period


def one_by_one(reference: str, settings: cached.Settings, indicator: str, period: str, rate: float) -> Moved:
    """Each input alone, all others at their best value; rate: yearly discount rate."""
    return _one_by_one(cached.now(reference, settings), reference, settings, indicator, period, rate)


def together(reference: str, settings: cached.Settings, indicator: str, period: str, rate: float) -> pd.DataFrame:
    """Sobol indices (see ``sensitivity.sobol``): some seconds."""
    return _together(cached.now(reference, settings), reference, settings, indicator, period, rate)


@st.cache_resource(show_spinner=False, max_entries=64)
def _one_by_one(
    at: cached.At, reference: str, settings: cached.Settings, indicator: str, period: str, rate: float
) -> Moved:
    built = at_rate(cached.result(reference, settings).programme, rate)
    question = Question(indicator, period=asked_about(built, indicator, period))
    ask, level = asked(built, question), level_of(built, question)
    crossing = pd.DataFrame({"crosses": []}) if level is None else switching(ask, level)
    return Moved(tornado(ask), crossing, level)


@st.cache_resource(show_spinner=False, max_entries=64)
def _together(
    at: cached.At, reference: str, settings: cached.Settings, indicator: str, period: str, rate: float
) -> pd.DataFrame:
    built = at_rate(cached.result(reference, settings).programme, rate)
    ask = asked(built, Question(indicator, period=asked_about(built, indicator, period)))
    return sobol(ask, SEED, moving=moving(ask, morris(ask, SEED)))
