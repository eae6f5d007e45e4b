"""How a card looks: heading path, lines with blanks or answers in their place, marks, source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from quizgen.model.deck import Content, Note, Occurrence, Part
from quizgen.model.quiz import DiffPiece, Shown, ShownLine
from quizgen.web.markup import Html, el, join

Translate = Callable[[str], str]

LONGEST_BLANK = 14
"""A blank is as long as its answer, up to so many characters."""


def heading(path: Sequence[str], title: str) -> Html:
    """The heading path in small print above what is asked."""
    steps = [step for step in path if step and step != title]
    above = el("p", " › ".join(steps), class_="qz-path") if steps else Html()
    return join(above, el("h2", title, class_="qz-title") if title else "")


def shown_lines(lines: Sequence[ShownLine], _: Translate, *, numbered: bool = False, claim: str = "") -> Html:
    """The lines of a question, with a visible blank (or what is claimed to fill it) for each gap and the answers
    marked."""
    tag, row = _tags(numbered and len(lines) > 1)
    return el(tag, [el(row, [_shown(piece, _, claim) for piece in line.pieces]) for line in lines], class_="qz-card")


def _tags(numbered: bool) -> tuple[str, str]:
    return ("ol", "li") if numbered else ("div", "p")


def _shown(piece: Shown, _: Translate, claim: str) -> Html:
    if piece.kind == "gap" and claim:
        return el("span", claim, class_="qz-claim")
    if piece.kind == "gap":
        length = min(max(piece.length, 2), LONGEST_BLANK)
        return el("span", el("span", _("[blank]"), class_="qz-sr"), class_="qz-gap", style=f"min-width:{length}em")
    if piece.kind == "hidden":
        return el("span", "…", el("span", _("[hidden]"), class_="qz-sr"), class_="qz-hidden")
    if piece.kind == "answer":
        return el("mark", piece.text, class_="qz-answer")
    return join(piece.text)


def content_lines(content: Content, note_kind: str) -> Html:
    """A note's content as a whole: every line, each cloze marked as an answer."""
    tag, row = _tags(note_kind == "list" and len(content.lines) > 1)
    return el(tag, [el(row, [_part(part) for part in line.parts]) for line in content.lines], class_="qz-card qz-note")


def _part(part: Part) -> Html:
    return el("mark", part.text, class_="qz-answer") if part.cloze is not None else join(part.text)


def marks(texts: Iterable[str]) -> Html:
    """What must be said of a card's text, as small labels."""
    labels = [el("span", text, class_="qz-mark") for text in texts]
    return el("p", labels, class_="qz-marks") if labels else Html()


def place(occurrence: Occurrence, _: Translate) -> str:
    """Where a passage stands, in one line."""
    steps = [occurrence.source, *occurrence.heading]
    if occurrence.page is not None:
        steps.append(_("page {n}").format(n=occurrence.page))
    elif occurrence.line is not None:
        steps.append(_("line {n}").format(n=occurrence.line))
    return " › ".join(steps)


def passage(occurrence: Occurrence, _: Translate) -> Html:
    """The passage a note comes from, in its surroundings, with its place under it."""
    quote = el("p", occurrence.before, el("strong", occurrence.text), occurrence.after, class_="qz-passage")
    return join(quote, el("p", place(occurrence, _), class_="qz-source"), _otherwise(occurrence, _))


def _otherwise(occurrence: Occurrence, _: Translate) -> list[Html]:
    """What a place says in other words than the card."""
    told = [_("here called “{name}”").format(name=occurrence.called)] if occurrence.called else []
    for worded in occurrence.differences:
        words = _("here “{text}” instead of “{instead}”") if worded.text else _("here without “{instead}”")
        told.append(words.format(text=worded.text, instead=worded.instead))
    return [el("p", words, class_="qz-source") for words in told]


def sources(note_occurrences: Sequence[Occurrence], _: Translate) -> Html:
    """The source line under an answer, one for each document."""
    places = [join(el("p", place(one, _), class_="qz-source"), _otherwise(one, _)) for one in note_occurrences]
    return el("div", places)


def difference(pieces: Iterable[DiffPiece], _: Translate) -> Html:
    """A typed answer beside the right one: what was too much struck out, what was missing put in.

    An answer that has next to nothing in common with the right one is struck out as a whole.
    """
    pieces = tuple(pieces)
    given = "".join(piece.given for piece in pieces)
    same = sum(len(piece.given) for piece in pieces if piece.kind == "same")
    if 2 * same < len(given):
        return el("p", el("del", given), class_="qz-diff")
    spans: list[Html] = []
    for piece in pieces:
        if piece.kind == "same":
            spans.append(join(piece.given))
        if piece.kind in ("extra", "changed"):
            spans.append(el("del", piece.given, title=_("too much")))
        if piece.kind in ("missing", "changed"):
            spans.append(el("ins", piece.expected, title=_("missing")))
    return el("p", spans, class_="qz-diff")


def summary(note: Note) -> str:
    """A note in one line, for lists and menus."""
    content = note.content
    text = "；".join("".join(part.text for part in line.parts) for line in content.lines)
    return f"{content.title}：{text}" if content.title and content.title != text else text
