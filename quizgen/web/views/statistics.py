"""Statistics: how much, how well, what comes, what is hard; as pictures and as tables to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from quizgen import study
from quizgen.model.study import DeckRow
from quizgen.web.markup import label
from quizgen.web.parts import charts
from quizgen.web.parts.figures import percent, tiles
from quizgen.web.visitor import Visitor, clock

if TYPE_CHECKING:
    from quizgen.web.parts.charts import Picture

MOST_BARS = 25


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Statistics"))
    now = clock()
    rows = study.decks(visitor.store, visitor.who, now=now)
    totals = study.totals(visitor.store, visitor.who, now=now)
    if not totals.reviews:
        st.info(_("Figures appear after your first answers."))
        if st.button(_("To today's cards"), key="main-today", type="primary", shortcut="Enter"):
            visitor.go("today")
        return
    days = study.days(visitor.store, visitor.who, now=now)
    remembered = sum(day.remembered for day in days)
    st.html(
        tiles(
            (
                (_("Reviews"), str(totals.reviews)),
                (_("Remembered"), percent(remembered, sum(day.reviews for day in days))),
                (_("Streak"), visitor.ngettext("{n} day", "{n} days", totals.streak)),
                (_("Cards seen"), str(totals.cards_seen)),
                (_("Minutes"), str(round(totals.seconds / 60))),
            )
        )
    )
    _time(visitor)
    if rows:
        _mastery(visitor, rows)
    _hardest(visitor)
    st.download_button(
        _("Review log (.csv)"), data=lambda: study.review_log_csv(visitor.store, visitor.who).encode("utf-8-sig"),
        file_name="reviews.csv", mime="text/csv", key="log-csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _time(visitor: Visitor) -> None:
    """Figures by day."""
    _ = visitor.gettext
    now = clock()
    days = study.days(visitor.store, visitor.who, now=now)
    weekdays = _("Mo Tu We Th Fr Sa Su").split()
    coming = study.forecast(visitor.store, visitor.who, now=now)
    _picture(
        visitor, _("Reviews a day"), charts.calendar(days, coming[0].date, _("Reviews"), _("Date"), weekdays), "days",
        ("date", "reviews", "remembered", "seconds"), days,
    )  # fmt: skip
    kept = study.retention(visitor.store, visitor.who, now=now)
    if kept:
        wished = visitor.settings.desired_retention
        _picture(
            visitor, _("Retention"), charts.retention(kept, wished, _("Remembered (%)"), _("Date")), "retention",
            ("date", "reviews", "remembered"), kept,
        )  # fmt: skip
    _picture(
        visitor, _("What falls due"), charts.bars(coming, "date", "cards", _("Date"), _("Cards")), "forecast",
        ("date", "cards"), coming,
    )  # fmt: skip
    minutes = [(day.date, round(day.seconds / 60, 1)) for day in days]
    if minutes:
        _picture(
            visitor, _("Minutes a day"), charts.bars(minutes, "date", "minutes", _("Date"), _("Minutes")), "minutes",
            ("date", "minutes"), minutes,
        )  # fmt: skip


def _mastery(visitor: Visitor, rows: list[DeckRow]) -> None:
    _ = visitor.gettext
    now = clock()
    titles = {row.id: row.title or row.name for row in rows}
    deck_id = st.selectbox(_("Deck"), list(titles), format_func=lambda one: titles[one], key="mastery-deck")
    columns = ("name", "note_id", "cards", "seen", "recall")
    by_document = study.mastery_by_document(visitor.store, visitor.who, deck_id, now=now)
    _picture(
        visitor, _("How well each document is known"), charts.mastery(by_document, _("Known (%)")), "documents",
        columns, by_document,
    )  # fmt: skip
    by_list = study.mastery_by_list(visitor.store, visitor.who, deck_id, now=now)
    seen = [one for one in by_list if one.seen]
    if seen:
        weakest = sorted(seen, key=lambda one: one.recall)[:MOST_BARS]
        _picture(
            visitor, _("How well each list is known, weakest first"), charts.mastery(weakest, _("Known (%)")), "lists",
            columns, by_list,
        )  # fmt: skip


def _hardest(visitor: Visitor) -> None:
    _ = visitor.gettext
    hard = [one for one in study.hardest(visitor.store, visitor.who) if one.forgotten]
    if not hard:
        return
    st.subheader(_("Hardest"))
    for one in hard[:10]:
        times = _("forgotten {forgotten} of {reviews} times").format(forgotten=one.forgotten, reviews=one.reviews)
        words = f"{label(one.title)} — {label(one.answer[:40])} · {times}"
        if st.button(words, key=f"hard-{one.key.note_id}-{one.key.cloze}", type="tertiary"):
            visitor.go("cards", deck=str(one.deck_id), note=one.key.note_id)


def _picture(
    visitor: Visitor, title: str, chart: Picture, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """A chart with its title, told in words for screen readers, and its figures to take away."""
    st.subheader(title)
    st.altair_chart(chart, width=charts.width_of(chart), key=f"chart-{name}", alt=title)
    st.download_button(
        visitor.gettext("Figures (.csv)"), data=charts.as_csv(columns, rows), file_name=f"{name}.csv", mime="text/csv",
        key=f"csv-{name}", on_click="ignore", icon=":material/download:", type="tertiary",
    )  # fmt: skip
