"""The best plan of each company where all its workshops leave at once: every first opening is tried.

From a first opening in quarter f on, a column of quarter q brings and counts ``since[c, f, q]`` of what it would from its
own opening, and nothing opens before f. No plan of the company brings more than the best over f, since its own first
opening is one of them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.rollout import pricing
from model.rollout.pricing import Answer, Columns, Companies, Prices
from model.rollout.problem import Plan, Problem


def best_plans(problem: Problem, col: Columns, own: Companies, prices: Prices) -> Answer:
    """Every company's best plan at some prices; col, own: the columns and companies of the problem."""
    best = pricing.best_plans(_from(problem, col, 0), own, prices)
    if problem.since.size == 1:
        return best
    for first in range(1, len(problem.quarters)):
        found = pricing.best_plans(_from(problem, col, first), own, prices)
        better = found.value > best.value
        if better.any():
            best = _either(best, found, better)
    return best


def _from(problem: Problem, col: Columns, first: int) -> Columns:
    """The columns where companies first open in a quarter."""
    if problem.since.size == 1:
        return col
    share, sooner = problem.since[problem.company, first], np.arange(len(problem.quarters)) < first
    most = np.where(sooner, 0, col.most)
    return col._replace(worth=col.worth * share, counts=col.counts * share, most=most)


def _either(one: Answer, other: Answer, better: np.ndarray) -> Answer:
    """Of each company the plan that brings more."""
    value = np.where(better, other.value, one.value)
    keep, take = ~better[one.company], better[other.company]
    company = np.concatenate([one.company[keep], other.company[take]])
    order = np.argsort(company, kind="stable")
    columns = zip(vars(one.plan).values(), vars(other.plan).values(), strict=True)
    plan = Plan(*(np.concatenate([a[keep], b[take]])[order] for a, b in columns))
    return replace(one, value=value, plan=plan, company=company[order])
