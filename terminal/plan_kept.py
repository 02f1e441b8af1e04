"""``plan --robustness N``: in what share of perturbed programmes each opening of the plan is chosen again."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from language import formats
from model.robustness import openings_kept
from model.rollout.quick import TURNS
from model.rollout.stages import Rollout
from terminal.door import Door
from terminal.reading import Options

MOST = 1000
"""Perturbed programmes that may be asked for."""


def perturbed_programmes(asked: str | None) -> int:
    """How many are asked for; 0 where none. Raises InputFaults."""
    if asked is None:
        return 0
    options = Options()
    count = options.whole("--robustness", asked, 1, MOST)
    options.settle()
    return count


def openings_again(door: Door, found: Rollout, count: int, stop: Callable[[], bool]) -> pd.DataFrame:
    """openings_kept.csv: prison, company, kept, prison_kept, programmes."""

    def tell(done: int) -> None:
        if done % 10 == 0 or done == count:
            door.note(door.word("Perturbed programmes done: {done} of {all}.").format(done=done, all=count))

    seed = found.assembly.programme.scenario.search.seed
    return openings_kept(found.assembly, found.plan, seed, count, stop=stop, tell=tell)


def kept_told(door: Door, kept: pd.DataFrame) -> None:
    """The least sure openings in a sentence, and what was run."""
    share = float(kept["kept"].mean())
    if share != share:
        return
    told = door.word(
        "In {count} perturbed programmes, searched anew from this plan in {turns} turns without a proof, its openings "
        "are chosen again in {share} of the cases on average; {sure} of {all} in nine cases of ten or more."
    )
    door.out(
        told.format(
            count=formats.number(int(kept["programmes"].max()), door.lang),
            turns=formats.number(TURNS, door.lang),
            share=formats.percent(share, door.lang),
            sure=formats.number(int((kept["kept"] >= 0.9).sum()), door.lang),
            all=formats.number(len(kept), door.lang),
        )
    )
