"""Whole people, month by month, in many futures: the stochastic engine and its numpy twin."""
