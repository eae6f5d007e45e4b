"""Charts say what the figures say: a row for each row, a day for each day."""

from __future__ import annotations

import json
from typing import Any

from quizgen.model.study import Day, Mastery, Retention
from quizgen.web.parts import charts

WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]


def drawn(chart: charts.Picture) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(chart.to_json())
    return made


def weeks(days: list[Day], today: str) -> list[str]:
    chart = drawn(charts.calendar(days, today, "Reviews", "Date", WEEKDAYS))
    found: list[str] = chart["encoding"]["x"]["scale"]["domain"]
    return found


def test_a_short_history_has_a_small_calendar() -> None:
    days = [Day("2026-05-19", 3, 2, 60.0), Day("2026-05-20", 4, 4, 60.0)]
    assert weeks(days, "2026-05-20") == ["2026-04-20", "2026-04-27", "2026-05-04", "2026-05-11", "2026-05-18"]
    assert charts.width_of(charts.calendar(days, "2026-05-20", "", "", WEEKDAYS)) == "content"


def test_a_long_history_has_a_wide_calendar_that_ends_today() -> None:
    days = [Day("2026-01-05", 3, 2, 60.0), Day("2026-01-06", 4, 4, 60.0)]
    shown = weeks(days, "2026-05-20")
    assert (shown[0], shown[-1], len(shown)) == ("2026-01-05", "2026-05-18", 20)
    assert charts.width_of(charts.calendar(days, "2026-05-20", "", "", WEEKDAYS)) == "stretch"


def test_a_calendar_without_a_day_and_one_with_a_day_to_come_are_drawn() -> None:
    assert weeks([], "2026-05-20")[-1] == "2026-05-18"
    assert weeks([Day("2026-06-01", 3, 2, 60.0)], "2026-05-20")[-1] == "2026-06-01"


def test_lists_of_one_name_have_a_bar_each() -> None:
    rows = [Mastery("概述", "a", 3, 3, 0.4), Mastery("要求 “甲”", "b", 2, 2, 0.5), Mastery("概述", "c", 4, 4, 0.9)]
    axis = drawn(charts.mastery(rows, "Known (%)"))
    (values,) = axis["datasets"].values()
    assert [(one["row"], one["known"]) for one in values] == [(0, 40), (1, 50), (2, 90)]
    assert axis["encoding"]["y"]["field"] == "row"
    names, _, value = axis["encoding"]["y"]["axis"]["labelExpr"].rpartition("[")
    assert (json.loads(names), value) == (["概述", "要求 “甲”", "概述"], "datum.value]")


def test_days_without_any_keep_their_place() -> None:
    for chart in (
        drawn(charts.bars([("2026-05-18", 1), ("2026-05-21", 2)], "date", "cards", "Date", "Cards")),
        drawn(charts.retention([Retention("2026-05-18", 4, 3), Retention("2026-05-21", 4, 4)], 0.9, "", ""))["layer"][
            0
        ],
    ):
        domain = chart["encoding"]["x"]["scale"]["domain"]
        assert domain == ["2026-05-18", "2026-05-19", "2026-05-20", "2026-05-21"]
