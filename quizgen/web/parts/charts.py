"""Figures as Altair charts, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeAlias

import altair as alt

from quizgen.model.study import Day, Mastery, Retention

Picture: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart

ACCENT = "#1f9d88"
"""Stands out from a light and from a dark ground."""
PALE = "#1f9d8830"
"""The accent, nearly transparent: few reviews, on either ground."""
QUIET = "#8a8780"
WEEKS = 16
"""The calendar shows as many weeks at least."""
DAY_HEIGHT = 20
DAY = "%m-%d"
HEIGHT = 180
ROW = 26


def calendar(days: Sequence[Day], name: str, day: str, weekdays: Sequence[str]) -> Picture:
    """Reviews a day as a calendar: a column a week, a row a weekday."""
    dates = [date.fromisoformat(one.date) for one in days]
    mondays = [one - timedelta(days=one.weekday()) for one in dates]
    count = max(WEEKS, (mondays[-1] - mondays[0]).days // 7 + 1)
    weeks = [(mondays[-1] - timedelta(weeks=k)).isoformat() for k in reversed(range(count))]
    rows = [
        {"week": monday.isoformat(), "weekday": weekdays[at.weekday()], "reviews": one.reviews, "date": one.date}
        for one, at, monday in zip(days, dates, mondays, strict=True)
    ]
    data = alt.InlineData(values=rows)
    chart: alt.Chart = (
        alt.Chart(data, height=alt.Step(DAY_HEIGHT))
        .mark_rect(cornerRadius=3)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                scale=alt.Scale(domain=weeks, paddingInner=0.12),
                axis=alt.Axis(labelAngle=0, labelOverlap="greedy", labelExpr="slice(datum.value, 5)", ticks=False),
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
    return chart


def retention(kept: Sequence[Retention], wished: float, name: str, day: str) -> Picture:
    """The share remembered by day, with the wanted share as a line across."""
    data = alt.InlineData(
        values=[{"date": one.date, "share": 100 * one.remembered / one.reviews, "reviews": one.reviews} for one in kept]
    )
    seen = (
        alt.Chart(data)
        .mark_line(color=ACCENT, point=alt.OverlayMarkDef(color=ACCENT, size=50))
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format=DAY)),
            y=alt.Y("share:Q", title=name, scale=alt.Scale(domain=[0, 100])),
            tooltip=[alt.Tooltip("date:T", title=day), alt.Tooltip("share:Q", title=name, format=".0f")],
        )
    )
    line = (
        alt.Chart(alt.InlineData(values=[{"y": 100 * wished}]))
        .mark_rule(color=QUIET, strokeDash=[5, 4])
        .encode(y="y:Q")
    )
    both: Picture = alt.layer(seen, line).properties(height=HEIGHT)
    return both


def bars(rows: Sequence[Sequence[object]], x: str, y: str, x_name: str, y_name: str) -> Picture:
    """A bar a day."""
    data = alt.InlineData(values=[{x: row[0], y: row[1]} for row in rows])
    chart: alt.Chart = (
        alt.Chart(data, height=HEIGHT)
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X(f"{x}:T", title=None, axis=alt.Axis(format=DAY)),
            y=alt.Y(f"{y}:Q", title=y_name),
            tooltip=[alt.Tooltip(f"{x}:T", title=x_name), alt.Tooltip(f"{y}:Q", title=y_name)],
        )
    )
    return chart


def mastery(rows: Sequence[Mastery], name: str) -> Picture:
    """A bar a list or document: the mean chance of recalling its cards now."""
    data = alt.InlineData(values=[{"name": one.name, "known": 100 * one.recall, "cards": one.cards} for one in rows])
    chart: alt.Chart = (
        alt.Chart(data, height=ROW * max(2, len(rows)) + 30)
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X("known:Q", title=name, scale=alt.Scale(domain=[0, 100])),
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=160)),
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
