"""Property tests are the same on every run and machine: no deadline, no random start, nothing kept between runs."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")
