"""Threads of one process: draws are made by one a core, beside whoever is served."""

from typing import Final

GIVE_WAY: Final = 0.0005
"""Seconds after which a thread lets another go on (Python's own: 0.005). The steps of a chunk of draws are short, and a
thread that waits through them leaves its core idle. For the doors: ``sys.setswitchinterval``."""
