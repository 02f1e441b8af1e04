"""The best plan of each company where all its workshops leave at once: every first opening is tried.

From a first opening in quarter f on, a column of quarter q brings and counts ``since[c, f, q]`` of what it would from
its own opening, and nothing opens before f. No plan of the company brings more than the best over f, since its own
first opening is one of them. Some quarters may be tried at once, which is faster and never less: what a company brings
is then counted from the last of them, and opens from the first on.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.rollout import pricing
from model.rollout.pricing import Answer, Columns, Companies, Prices
from model.rollout.problem import Flags, Plan, Problem


def best_plans(problem: Problem, col: Columns, own: Companies, prices: Prices, step: int = 1) -> Answer:
    """Every company's best plan at some prices; col, own: the columns and companies of the problem; step: quarters
    tried at once."""
    best = pricing.best_plans(_from(problem, col, 0, step), own, prices)
    if problem.since.size == 1:
        return best
    for first in range(step, len(problem.quarters), step):
        found = pricing.best_plans(_from(problem, col, first, step), own, prices)
        better = found.value > best.value
        if better.any():
            best = _either(best, found, better)
    return best


def _from(problem: Problem, col: Columns, first: int, step: int) -> Columns:
    """The columns where companies first open in one of some quarters."""
    if problem.since.size == 1:
        return col
    last = min(first + step, len(problem.quarters)) - 1
    share, sooner = problem.since[problem.company, last], np.arange(len(problem.quarters)) < first
    most = np.where(sooner, 0, col.most)
    against = problem.since[problem.company, first]
    counts = col.counts * np.where(col.counts < 0, against, share)
    return col._replace(worth=col.worth * share, counts=counts, most=most)


def _either(one: Answer, other: Answer, better: Flags) -> Answer:
    """Of each company the plan that brings more."""
    value = np.where(better, other.value, one.value)
    keep, take = ~better[one.company], better[other.company]
    company = np.concatenate([one.company[keep], other.company[take]])
    order = np.argsort(company, kind="stable")
    columns = zip(vars(one.plan).values(), vars(other.plan).values(), strict=True)
    plan = Plan(*(np.concatenate([a[keep], b[take]])[order] for a, b in columns))
    return replace(one, value=value, plan=plan, company=company[order])
