from __future__ import annotations
from typing import NamedTuple
import numpy as np
from model.rollout.problem import Plan, Problem, Whole
from model.rollout.pricing import Prices
from model.money import Array
from model.rollout import ruin

class Candidates(NamedTuple):
    pair: Whole
    quarter: Whole
    prison: Whole
    company: Whole
    year: Whole
    region: Whole
    women: Whole
    ring: Whole
    least: Whole
    most: Whole
    pinned: Whole
    area: Array
    worth: Array
    seat: Array
    opening: Array
    budget_seat: Array
    budget_opening: Array
    price_seat: Array
    price_opening: Array
    bonus: Array
    filled: Array
    start: Whole

class Left(NamedTuple):
    openings: Array
    rooms: Array
    used: Whole
    company: Array
    area: Array
    pool: Array
    demand: Array
    budget: Array
    seats: Whole
    carry: Whole
    people: Array
    seats_of: Array
    money: Array

class Asked(NamedTuple):
    share: Array
    until: Whole
    target: Array

def candidates(p, pair, quarter, prices):
    a, q = pair, quarter
    y = p.year[q]; o = p.objective
    least = p.least[a].copy(); pinned = np.zeros(len(a), dtype=np.int64)
    return Candidates(a, q, p.prison[a], p.company[a], y, p.region[p.prison[a]], p.women[a].astype(np.int64), p.ring[a], least, p.most[a, q], pinned,
      p.area_per_seat[a], o.worth[a, q], o.seat[a, q], o.opening[a, q], p.budget_seat[a, q], p.budget_opening[a, q],
      prices.seat[a] + prices.budget[y] * p.budget_seat[a, q], prices.opening[a] + prices.quarter[q] + prices.budget[y] * p.budget_opening[a, q], prices.bonus[y], p.filled, np.searchsorted(q, np.arange(len(p.quarters)+1)))

def left(p):
    fl = lambda x: np.array(x, dtype=np.float64)
    return Left(fl(p.openings), fl(p.rooms), np.zeros(len(p.prison), dtype=np.int64), fl(p.company_openings), fl(p.area), fl(p.pool), fl(p.demand),
       fl(np.cumsum(p.budget) if p.carry_over else p.budget), np.zeros(len(p.region_share) + 1, dtype=np.int64), np.array([int(p.carry_over)]), fl(np.minimum.accumulate(p.pool[:,::-1],axis=1)[:,::-1]), fl(p.demand), fl(np.minimum.accumulate(np.cumsum(p.budget)[::-1])[::-1] if p.carry_over else p.budget))
