"""What a rebuild did to a deck, for the report at its end."""

from __future__ import annotations

from typing import NamedTuple

from quizgen.model.deck import Deck, Note


class Change(NamedTuple):
    """A note that a report speaks of."""

    id: str
    title: str


class Changes(NamedTuple):
    """The notes added, changed, retired and left as they were; ``differs`` are edited notes whose document changed."""

    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    retired: tuple[Change, ...] = ()
    untouched: tuple[Change, ...] = ()
    differs: tuple[Change, ...] = ()

    def __str__(self) -> str:
        """One line for people: added 3, changed 1, retired 0, untouched 40."""
        return ", ".join(
            f"{name} {len(notes)}" for name, notes in zip(self._fields, self, strict=True) if name != "differs"
        )


def compare(old: Deck | None, new: Deck) -> Changes:
    """What changed from one version of a deck to the next. A note retired earlier is not spoken of again."""
    before = {note.id: note for note in old.notes} if old else {}
    groups: dict[str, list[Change]] = {name: [] for name in Changes._fields}
    for note in new.notes:
        group = _group(before.get(note.id), note)
        if group:
            groups[group].append(Change(note.id, note.content.title))
        if note.differs:
            groups["differs"].append(Change(note.id, note.content.title))
    return Changes(**{name: tuple(notes) for name, notes in groups.items()})


def _group(old: Note | None, new: Note) -> str:
    if old is None:
        return "added"
    if new.state == "retired":
        return "" if old.state == "retired" else "retired"
    return "changed" if new.modified != old.modified else "untouched"
