"""Values with their units, as they are written."""

from __future__ import annotations

import language
from reports.interval import Interval, written
from reports.wording import amount, ends


def test_an_added_share_is_written_in_points() -> None:
    """0.0533 of a share is 5.33 points: it was told as 0.0533 points."""
    unit = "share points"
    assert amount(0.05333, unit, "en") == "5.33\u00a0points"
    assert amount(0.05333, unit, "fr") == "5,33\u00a0points"
    assert amount(0.0104, unit, "fr") == "1,04\u00a0point"
    assert ends(-0.01, 0.09, unit, "en") == "−1.00 to 9.00"
    assert written(Interval(0.05, 0.018, 0.092), unit, "fr") == "5,00\u00a0points [1,80 à 9,20]"
    assert "point" not in language.term("unit", unit, "fr"), "beside the bare figure of a file, it is a share"
