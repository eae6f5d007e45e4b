"""The fields of an Anki note: words escaped, answers as clozes, answers that stand a second time masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape as html_escape
from typing import NamedTuple

from quizgen.errors import ExportError
from quizgen.mask import core, fold, masked, standing
from quizgen.model.deck import LABEL, RECITE, Content, Line, Note, Occurrence, Part

BREAK = "<!-- -->"
"""Parts what Anki would read as its own markup; it shows nothing."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_MARKUP = re.compile(r"(:)(?=:)|(\{)(?=\{)|(\})(?=\})")
_SPECIAL = re.compile(r"\[(?=sound:|anki:|/?latex\]|\$)", re.IGNORECASE)
_HARD = re.compile("[\x00-\x1f\x7f\ufffe\uffff&<>:{}[]")
"""What ``escape`` has something to do about."""
SHOWN = 2
"""An answer at least this much longer than the hint's first character gets that character as a hint."""

Sources = Mapping[str, str]
"""Source's file name → its title."""


def fields(note: Note, sources: Sources) -> dict[str, str]:
    """The note type's fields by name, ready to be stored. Raises ExportError where the note cannot be asked."""
    content, asked = _checked(note)
    texts = [line.text for line in content.lines]
    alone = _alone(content, asked, texts)
    secrets = [] if alone else content.secrets
    text = _body(note, content.lines, {} if alone else doubled(content.lines))
    marks = [masked(mark, [part.text for part in asked]) for mark in content.marks]
    return {
        "Id": note.id,
        "Title": escape(masked(content.title, secrets)),
        "Path": " › ".join([escape(masked(step, secrets)) for step in content.heading]),
        "Text": text,
        "Recite": _recite(texts) if content.recite else "",
        "Aside": f"<p>{_line(content.aside, doubled([content.aside]))}</p>" if content.aside else "",
        "Mode": content.layout,
        "Typed": "1" if _to_be_typed(content, asked, text) else "",
        "Hint": _hints(asked, content.recite),
        "Marks": "；".join(map(escape, marks)),
        "Extra": "<br>".join([escape(line) for line in (*content.repaired, content.extra) if line]),
        "Source": "".join([_place(occurrence, sources) for occurrence in note.occurrences]),
        "Spare1": "",
        "Spare2": "",
        "Spare3": "",
    }


def escape(text: str) -> str:
    """Words as HTML that Anki shows as they are, wherever they stand in a field."""
    if text.isalnum() or not _HARD.search(text):
        return text
    text = html_escape(_CONTROL.sub("", text), quote=False)
    text = _MARKUP.sub(lambda found: found[0] + BREAK, text)
    text = _SPECIAL.sub("&#91;", text).replace("\n", "<br>").replace("\t", " ")
    return text + BREAK if text.endswith("{") else text


def cloze(number: int, html: str) -> str:
    """A gap around HTML that ``escape`` has been over."""
    if not html.isalnum():
        html = BREAK + html if html.startswith((":", "{")) else html
        html += BREAK if html.endswith((":", "}")) else ""
    return f"{{{{c{number}::{html}}}}}"


def _checked(note: Note) -> tuple[Content, tuple[Part, ...]]:
    """The note's content without control characters, which Anki drops or chokes on, and what its cards ask for."""
    content = note.content
    asked = content.asked
    if not asked:
        raise _refused(note, "has no gap; mark one, or reject the note")
    lines = (*content.lines, content.aside) if content.aside else content.lines
    words = "".join([line.text for line in lines])
    if not words.isprintable() and _CONTROL.search(words):
        aside = content.aside and _printable(content.aside)
        content = content.model_copy(update={"lines": tuple(map(_printable, content.lines)), "aside": aside})
        asked = content.asked
    for part in asked:
        if not part.text or part.text.isspace():
            raise _refused(note, "has a gap without words; mark words, or remove the gap")
    return content, asked


def _printable(line: Line) -> Line:
    parts = (part.model_copy(update={"text": _CONTROL.sub("", part.text)}) for part in line.parts)
    return Line(parts=tuple(parts))


def _refused(note: Note, why: str) -> ExportError:
    return ExportError("Note {id} ({title}) {why}.", id=note.id, title=note.content.title, why=why)


def _alone(content: Content, asked: Iterable[Part], texts: Iterable[str]) -> bool:
    """Whether no answer stands in title, heading or lines a second time: most notes need no masks."""
    if content.aside and content.aside.numbers != (LABEL,):
        return False
    words = fold(" ".join([content.title, *content.heading, *texts]))
    return all(part.cloze == LABEL or words.count(core(part.text)) == 1 for part in asked)


def doubled(lines: Iterable[Line]) -> dict[int, str]:
    """Cloze number → answer, for the answers that stand in these lines more than once."""
    lines = list(lines)
    words = "\n".join([fold(line.text) for line in lines])
    answers = {part.cloze: part.text for line in lines for part in line.parts if part.cloze is not None}
    return {number: answer for number, answer in answers.items() if words.count(core(answer)) > 1}


def _body(note: Note, lines: Sequence[Line], repeated: Mapping[int, str]) -> str:
    inner = [_line(line, repeated) for line in lines]
    if note.kind == "list":
        return f"<ol>{''.join([f'<li>{html}</li>' for html in inner])}</ol>"
    return f"<p>{inner[0]}</p>" + "".join([f'<p class="by">{html}</p>' for html in inner[1:]])


class _Gap(NamedTuple):
    """A stretch of a line that the card of this number hides."""

    start: int
    end: int
    number: int


def _line(line: Line, repeated: Mapping[int, str]) -> str:
    if not repeated and len(line.parts) == 1:
        [part] = line.parts
        return escape(part.text) if part.cloze is None else cloze(part.cloze, escape(part.text))
    if not repeated:
        words = [(part.cloze, escape(part.text)) for part in line.parts]
        return "".join([html if number is None else cloze(number, html) for number, html in words])
    gaps = list(_gaps(line))
    masks = [mask for number, answer in repeated.items() for mask in _masks(line.text, gaps, number, answer)]
    return _nested(line.text, 0, len(line.text), gaps, masks)


def _gaps(line: Line) -> Iterator[_Gap]:
    at = 0
    for part in line.parts:
        if part.cloze is not None:
            yield _Gap(at, at + len(part.text), part.cloze)
        at += len(part.text)


def _masks(text: str, gaps: Iterable[_Gap], number: int, answer: str) -> Iterator[_Gap]:
    """Where an answer stands outside its own gaps."""
    done = 0
    for low, high in [*((gap.start, gap.end) for gap in gaps if gap.number == number), (len(text), len(text))]:
        for start, end in standing(text[done:low], [answer]):
            yield _Gap(done + start, done + end, number)
        done = high


def _nested(text: str, start: int, end: int, gaps: Iterable[_Gap], masks: Iterable[_Gap]) -> str:
    """``text[start:end]`` with its gaps, and masks inside and around them; what overlaps is cut up, for gaps nest."""
    pieces, done = [], start
    waiting = sorted(gaps) or sorted(masks, key=lambda mask: (mask.start, -mask.end))
    inner = list(masks) if gaps else []
    while waiting:
        gap, *waiting = waiting
        if gap.end <= done:
            continue
        low = max(gap.start, done)
        if inner:
            pieces.append(_nested(text, done, low, [], _clipped(inner, done, low, None)))
            hidden = _clipped(inner, low, gap.end, gap.number)
        else:
            pieces.append(escape(text[done:low]))
            hidden = _clipped(waiting, low, gap.end, gap.number)
        pieces.append(cloze(gap.number, _nested(text, low, gap.end, [], hidden)))
        done = gap.end
    pieces.append(_nested(text, done, end, [], _clipped(inner, done, end, None)) if inner else escape(text[done:end]))
    return "".join(pieces)


def _clipped(gaps: Iterable[_Gap], start: int, end: int, but: int | None) -> list[_Gap]:
    cut = (_Gap(max(gap.start, start), min(gap.end, end), gap.number) for gap in gaps if gap.number != but)
    return [gap for gap in cut if gap.start < gap.end]


def _recite(texts: Sequence[str]) -> str:
    items = "".join([f"<li>{escape(text)}</li>" for text in texts])
    return f"{{{{c{RECITE}::<ol>{items}</ol>::默写全部 {len(texts)} 项}}}}"


def _to_be_typed(content: Content, asked: Sequence[Part], text: str) -> bool:
    if content.aside and content.aside.numbers != (LABEL,):
        return False
    in_lines = [part.typed for part in asked if part.cloze != LABEL]
    return bool(in_lines) and all(in_lines) and text.count("{{c") == len(in_lines)


def _hints(asked: Iterable[Part], recite: bool) -> str:
    """A gap for every card, whose hint is what helps: an answer's first character and length."""
    hints: dict[int, str] = {}
    for part in asked:
        number, hint = part.cloze or 0, _hint(part.text)
        hints[number] = f"{hints[number]}／{hint}" if number in hints else hint
    if recite:
        hints[RECITE] = "／".join([hint for number, hint in hints.items() if number != LABEL])
    return "".join([f"{{{{c{number}::…::{hint}}}}}" for number, hint in hints.items()])


def _hint(answer: str) -> str:
    count = len(answer)
    return f"{answer[0]}……（{count} 字）" if count > SHOWN and answer[0].isalpha() else f"{count} 字"


def _place(occurrence: Occurrence, sources: Sources) -> str:
    title = sources.get(occurrence.source, "")
    named = title not in {"", occurrence.source.rpartition(".")[0]}
    where = [escape(f"《{title}》") if named else "", escape(occurrence.source), *map(escape, occurrence.heading)]
    if occurrence.page is not None:
        where.append(f"第 {occurrence.page} 页")
    elif occurrence.line is not None:
        where.append(f"第 {occurrence.line} 行")
    words = f"{escape(occurrence.before)}<b>{escape(occurrence.text)}</b>{escape(occurrence.after)}"
    summary = " · ".join(filter(None, where))
    told = "".join([f"<div>{escape(words)}</div>" for words in _otherwise(occurrence)])
    return f"<details><summary>{summary}</summary><blockquote>{words}</blockquote></details>{told}"


def _otherwise(occurrence: Occurrence) -> Iterator[str]:
    """What a place says in other words than the card."""
    if occurrence.called:
        yield f"此处称“{occurrence.called}”"
    for worded in occurrence.differences:
        yield f"此处作“{worded.text}”，不作“{worded.instead}”" if worded.text else f"此处未列“{worded.instead}”"
