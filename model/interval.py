"""The interval that is published beside a value: 90 %, from the 5 % quantile to the 95 %."""

from __future__ import annotations

from typing import Final

CHANCE: Final = 0.90
LOW: Final = 0.05
HIGH: Final = 0.95
