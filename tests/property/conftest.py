"""How hypothesis runs here: the same examples every time; HYPOTHESIS_PROFILE=explore looks for new ones."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_QUIET = {"deadline": None, "suppress_health_check": (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)}
settings.register_profile("steady", max_examples=150, derandomize=True, database=None, **_QUIET)
settings.register_profile("explore", max_examples=1500, database=None, **_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
