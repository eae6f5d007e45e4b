"""Figures as Altair charts, and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

import altair as alt

from quizgen.model.study import Day, Mastery, Retention

Picture: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart

ACCENT = "#1f9d88"
"""Stands out from a light and from a dark ground."""
PALE = "#1f9d8830"
"""The accent, nearly transparent: few reviews, on either ground."""
QUIET = "#8a8780"
WEEKS = 5
"""The calendar shows as many weeks at least."""
NARROW = 12
"""Up to so many weeks a day is a square; more of them share the width of the page."""
SIDE = 20
"""Pixels of a day of the calendar."""
WITHOUT_YEAR = "slice(datum.value, 5)"
HEIGHT = 180
ROW = 26
AXIS = 60
"""Pixels of a row of bars, and of the axis below them."""


def calendar(days: Sequence[Day], today: str, name: str, day: str, weekdays: Sequence[str]) -> Picture:
    """Reviews a day as a calendar up to today (ISO date): a column a week, a row a weekday."""
    dates = [date.fromisoformat(one.date) for one in days]
    mondays = [one - timedelta(days=one.weekday()) for one in dates]
    now = date.fromisoformat(today)
    last = max([now - timedelta(days=now.weekday()), *mondays])
    count = max(WEEKS, (last - min([last, *mondays])).days // 7 + 1)
    weeks = [(last - timedelta(weeks=k)).isoformat() for k in reversed(range(count))]
    rows = [
        {"week": monday.isoformat(), "weekday": weekdays[at.weekday()], "reviews": one.reviews, "date": one.date}
        for one, at, monday in zip(days, dates, mondays, strict=True)
    ]
    data = alt.InlineData(values=rows)
    chart: alt.Chart = (
        alt.Chart(data, height=alt.Step(SIDE))
        .mark_rect(cornerRadius=3)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                scale=alt.Scale(domain=weeks, paddingInner=0.12),
                axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelExpr=WITHOUT_YEAR, ticks=False),
            ),
            y=alt.Y(
                "weekday:O",
                title=None,
                scale=alt.Scale(domain=list(weekdays), paddingInner=0.12),
                axis=alt.Axis(labelOverlap=False, ticks=False),
            ),
            color=alt.Color(
                "reviews:Q",
                title=name,
                scale=alt.Scale(range=[PALE, ACCENT], domainMin=0),
                legend=alt.Legend(orient="bottom", direction="horizontal", gradientThickness=8),
            ),
            tooltip=[alt.Tooltip("date:N", title=day), alt.Tooltip("reviews:Q", title=name)],
        )
    )
    return chart.properties(width=alt.Step(SIDE)) if count <= NARROW else chart


def width_of(chart: Picture) -> Literal["stretch", "content"]:
    """Whether a chart takes the width of the page or one of its own."""
    return "stretch" if chart.width is alt.Undefined else "content"


def _by_day(field: str, days: Sequence[str]) -> alt.X:
    """A band for each day (ISO date) from the first to the last: names, not moments, which the browser would put into
    its own time zone."""
    first, last = (date.fromisoformat(days[k]) for k in (0, -1))
    every = [(first + timedelta(days=k)).isoformat() for k in range((last - first).days + 1)]
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelExpr=WITHOUT_YEAR)
    return alt.X(f"{field}:O", title=None, scale=alt.Scale(domain=every), axis=axis)


def retention(kept: Sequence[Retention], wished: float, name: str, day: str) -> Picture:
    """The share remembered by day, with the wanted share as a line across."""
    data = alt.InlineData(
        values=[{"date": one.date, "share": 100 * one.remembered / one.reviews, "reviews": one.reviews} for one in kept]
    )
    seen = (
        alt.Chart(data)
        .mark_line(color=ACCENT, point=alt.OverlayMarkDef(color=ACCENT, size=50))
        .encode(
            x=_by_day("date", [one.date for one in kept]),
            y=alt.Y("share:Q", title=name, scale=alt.Scale(domain=[0, 100])),
            tooltip=[alt.Tooltip("date:N", title=day), alt.Tooltip("share:Q", title=name, format=".0f")],
        )
    )
    line = (
        alt.Chart(alt.InlineData(values=[{"y": 100 * wished}]))
        .mark_rule(color=QUIET, strokeDash=[5, 4])
        .encode(y="y:Q")
    )
    both: Picture = alt.layer(seen, line).properties(height=HEIGHT)
    return both


def bars(rows: Sequence[tuple[str, float]], x: str, y: str, x_name: str, y_name: str) -> Picture:
    """A bar a day (ISO date)."""
    data = alt.InlineData(values=[{x: row[0], y: row[1]} for row in rows])
    chart: alt.Chart = (
        alt.Chart(data, height=HEIGHT)
        .mark_bar(color=ACCENT)
        .encode(
            x=_by_day(x, [row[0] for row in rows]),
            y=alt.Y(f"{y}:Q", title=y_name),
            tooltip=[alt.Tooltip(f"{x}:N", title=x_name), alt.Tooltip(f"{y}:Q", title=y_name)],
        )
    )
    return chart


def mastery(rows: Sequence[Mastery], name: str) -> Picture:
    """A bar a list or document, though others have the same name: the mean chance of recalling its cards now."""
    values = [{"row": k, "name": one.name, "known": 100 * one.recall} for k, one in enumerate(rows)]
    names = json.dumps([one.name for one in rows], ensure_ascii=True)
    data = alt.InlineData(values=values)
    chart: alt.Chart = (
        alt.Chart(data, height=ROW * max(2, len(rows)) + AXIS)
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X("known:Q", title=name, scale=alt.Scale(domain=[0, 100])),
            y=alt.Y(
                "row:O",
                title=None,
                axis=alt.Axis(labelLimit=160, labelOverlap=False, labelExpr=f"{names}[datum.value]"),
            ),
            tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("known:Q", title=name, format=".0f")],
        )
    )
    return chart


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A table for spreadsheets; no cell begins like a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
