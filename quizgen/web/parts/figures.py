"""Numbers and stretches of time in words."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.i18n import marked
from quizgen.web.markup import Html, el
from quizgen.web.visitor import Visitor

UNITS: tuple[tuple[float, int, str], ...] = (
    (55 * 60, 60, marked("{n} min")),
    (23.5 * 3600, 3600, marked("{n} h")),
    (29.5 * 86400, 86400, marked("{n} d")),
    (360 * 86400, 30 * 86400, marked("{n} months")),
    (float("inf"), 365 * 86400, marked("{n} years")),
)
"""Up to so many seconds, counted in units of so many, in these words."""


def wait(visitor: Visitor, seconds: float) -> str:
    """How long until something is due, in its largest fitting unit."""
    _limit, unit, words = next(row for row in UNITS if seconds < row[0])
    count = max(1, round(seconds / unit, 1 if unit > 86400 else None))
    return visitor.gettext(words).format(n=f"{count:g}")


def tiles(figures: Iterable[tuple[str, str]]) -> Html:
    """Figures with their names, side by side."""
    rows = [el("div", el("dt", name), el("dd", value)) for name, value in figures]
    return el("dl", rows, class_="qz-figures")


def percent(part: float, whole: float) -> str:
    """A share in whole percent; a dash where there is nothing to share."""
    return f"{round(100 * part / whole)}%" if whole else "–"
