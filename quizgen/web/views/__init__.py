"""The pages, in the order of the menu; each is a module with ``page(visitor)``, imported when it is first shown."""

from __future__ import annotations

from typing import NamedTuple

from quizgen.i18n import marked


class Row(NamedTuple):
    """A page: its module and address, its title, its icon, and the key that goes to it after G; without one it is in
    no menu.
    """

    name: str
    title: str
    icon: str
    key: str = ""

    @property
    def in_menu(self) -> bool:
        return bool(self.key)


PAGES: tuple[Row, ...] = (
    Row("today", marked("Today"), "today", "T"),
    Row("practise", marked("Practise"), "fitness_center", "P"),
    Row("exam", marked("Mock exam"), "timer", "E"),
    Row("mistakes", marked("Mistakes"), "error", "M"),
    Row("documents", marked("Documents"), "description", "D"),
    Row("cards", marked("Cards"), "style", "C"),
    Row("decks", marked("Decks"), "folder", "K"),
    Row("statistics", marked("Statistics"), "bar_chart", "S"),
    Row("settings", marked("Settings"), "settings", "O"),
    Row("help", marked("Help"), "help", "H"),
    Row("run", marked("Study"), "play_arrow"),
)
