"""The pages, in the order of the menu; each is a module with ``page(visitor)``, imported when it is first shown."""

from __future__ import annotations

from typing import NamedTuple

from quizgen.i18n import marked


class Row(NamedTuple):
    """A page: its module and address, its title, its icon, and whether the menu shows it."""

    name: str
    title: str
    icon: str
    in_menu: bool = True


PAGES: tuple[Row, ...] = (
    Row("today", marked("Today"), "today"),
    Row("practise", marked("Practise"), "fitness_center"),
    Row("exam", marked("Mock exam"), "timer"),
    Row("mistakes", marked("Mistakes"), "error"),
    Row("documents", marked("Documents"), "description"),
    Row("cards", marked("Cards"), "style"),
    Row("decks", marked("Decks"), "folder"),
    Row("statistics", marked("Statistics"), "bar_chart"),
    Row("settings", marked("Settings"), "settings"),
    Row("help", marked("Help"), "help"),
    Row("run", marked("Study"), "play_arrow", in_menu=False),
)
