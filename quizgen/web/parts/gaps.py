"""The text of a note as one edits it: a line a line, each gap in 【】; and back into content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quizgen.cards.passage import fit_for_typing
from quizgen.deck import NEW
from quizgen.errors import DeckError
from quizgen.model.deck import Content, Line, Part

GAP = re.compile(r"【([^【】]*)】")


def as_text(lines: Iterable[Line]) -> str:
    """The lines with brackets around every gap; neighbouring parts of one card share their brackets."""
    return "\n".join(_line_text(line) for line in lines)


def _line_text(line: Line) -> str:
    pieces: list[str] = []
    last: int | None = None
    for part in line.parts:
        if part.cloze is not None and part.cloze == last:
            pieces[-1] = f"{pieces[-1][:-1]}{part.text}】"
        else:
            pieces.append(part.text if part.cloze is None else f"【{part.text}】")
        last = part.cloze
    return "".join(pieces)


def from_text(text: str, old: Content) -> tuple[Line, ...]:
    """The lines that an edited text stands for.

    A gap whose words were one before keeps its number, role and place, wherever it stands now; a gap whose words are
    different keeps its number where as many gaps were reworded as went missing; every other gap is ``NEW``. Raises
    DeckError where brackets do not pair or there is no gap.
    """
    known = _known(old.lines)
    rows = [line for line in text.splitlines() if line.strip()]
    cut = [list(_pieces(row)) for row in rows]
    words = [piece for row in cut for piece, gap in row if gap]
    if not words:
        raise DeckError("Mark at least one gap, in 【】.")
    numbers = _numbers(words, known)
    lines = []
    for row in cut:
        parts = []
        for piece, gap in row:
            parts += numbers.pop(0) if gap else _literal(piece, old)
        lines.append(Line(parts=tuple(parts)))
    return tuple(lines)


def _pieces(row: str) -> Iterator[tuple[str, bool]]:
    done = 0
    for found in GAP.finditer(row):
        if found.start() > done:
            yield row[done : found.start()], False
        yield found[1], True
        done = found.end()
    if row[done:]:
        yield row[done:], False
    if re.search("[【】]", GAP.sub("", row)):
        raise DeckError("The brackets of a gap must come in pairs: 【…】.")


def _known(lines: Sequence[Line]) -> list[tuple[str, tuple[Part, ...]]]:
    """The gaps there were, in order: their words and the parts they are made of."""
    found: list[tuple[str, tuple[Part, ...]]] = []
    for line in lines:
        group: list[Part] = []
        for part in (*line.parts, Part(text="")):
            if group and part.cloze != group[0].cloze:
                found.append(("".join(one.text for one in group), tuple(group)))
                group = []
            if part.cloze is not None:
                group.append(part)
    return found


def _numbers(words: list[str], known: list[tuple[str, tuple[Part, ...]]]) -> list[list[Part]]:
    """The parts for each gap: those of the same words first, then, in order, those left over."""
    rest = list(known)
    settled: dict[int, tuple[Part, ...]] = {}
    for k, word in enumerate(words):
        same = next((one for one in rest if one[0] == word), None)
        if same:
            rest.remove(same)
            settled[k] = same[1]
    found: list[list[Part]] = []
    reuse = rest if len(words) - len(settled) == len(rest) else []
    for k, word in enumerate(words):
        if k in settled:
            found.append(list(settled[k]))
        elif reuse:
            old = reuse.pop(0)[1][0]
            found.append([Part(text=word, cloze=old.cloze, role=old.role, typed=fit_for_typing(word))])
        else:
            found.append([Part(text=word, cloze=NEW, role="item", typed=fit_for_typing(word))])
    return found


def _literal(piece: str, old: Content) -> list[Part]:
    """Text outside gaps, with its places where the same stretch stood before."""
    same = next((part for line in old.lines for part in line.parts if part.text == piece and part.cloze is None), None)
    return [same or Part(text=piece)]
