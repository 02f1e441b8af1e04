"""A plan's own figures: its companies leave from their first openings in it, and share the people of its prisons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.rollout.assemble import Assembly, first_of
from model.rollout.first_openings import first_openings, standing
from model.rollout.problem import Plan, Problem, Whole
from model.rollout.sharing import shared
from model.rollout.worth import OWN


def as_planned(assembly: Assembly, plan: Plan) -> Assembly:
    """The assembly as a plan leaves it: what columns bring and how many of their people count, its companies exposed to
    leaving from their first openings there; people at work as its openings share them (``sharing``).

    The plan's figures are those of its own assembly. No company of the plan may open sooner in it: then what its
    columns bring is never too much. Companies that the plan leaves out are exposed from each workshop's own opening.
    """
    own = as_begun(assembly, first_openings(assembly.calendar, assembly.pairs, plan))
    return replace(own, problem=replace(own.problem, filled=shared(assembly.problem, assembly.sites, plan).filled))


def exposed(assembly: Assembly) -> Problem:
    """The problem in which every company may leave from its first opening in whatever plan: never less than
    plans truly bring: officers are paid for as if the company had begun as early as it could, every workshop keeps a
    notice of its own, and people are not shared."""
    problem = assembly.problem
    known = standing(assembly.calendar, assembly.pairs)
    return replace(problem, since=assembly.brought.since(problem.company, known))


def as_begun(assembly: Assembly, begun: Whole) -> Assembly:
    """The assembly whose companies first open in some months, (A,) that of each pair's, and not sooner; OWN where it is
    not known: exposed from each workshop's own opening."""
    aims = {aim: replace(worth, above=assembly.aims[aim].above) for aim, worth in assembly.brought.aims(begun).items()}
    first = np.where(begun == OWN, 0, begun)
    sooner = assembly.calendar.first[None, :] + 2 < first[:, None]
    return replace(
        assembly,
        aims=aims,
        problem=replace(
            assembly.problem,
            most=np.where(sooner, 0, assembly.problem.most),
            objective=first_of(assembly.objective, aims),
            counts=assembly.brought.counts(begun),
        ),
    )
