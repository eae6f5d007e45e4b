"""The fields of an Anki note: words escaped, answers as clozes, answers that stand a second time masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape as html_escape
from typing import NamedTuple

from quizgen.errors import ExportError
from quizgen.mask import core, fold, masked, standing
from quizgen.model.deck import LABEL, RECITE, Content, Line, Note, Occurrence

BREAK = "<!-- -->"
"""Parts what Anki would read as its own markup; it shows nothing."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_MARKUP = re.compile(r"(:)(?=:)|(\{)(?=\{)|(\})(?=\})")
_SPECIAL = re.compile(r"\[(?=sound:|anki:|/?latex\]|\$)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
SHOWN = 2
"""An answer at least this much longer than the hint's first character gets that character as a hint."""

Sources = Mapping[str, str]
"""Source's file name → its title."""


def fields(note: Note, sources: Sources) -> dict[str, str]:
    """The note type's fields by name, ready to be stored. Raises ExportError where the note cannot be asked."""
    content = _checked(note)
    answers, secrets = [part.text for part in content.asked], content.secrets
    text = "".join(_lines(note, content, doubled(content.lines)))
    return {
        "Id": note.id,
        "Title": escape(masked(content.title, secrets)),
        "Path": " › ".join(escape(masked(step, secrets)) for step in content.heading),
        "Text": text,
        "Recite": _recite(content) if content.recite else "",
        "Aside": _aside(content.aside) if content.aside else "",
        "Mode": content.layout,
        "Typed": "1" if _to_be_typed(content, text) else "",
        "Hint": "".join(_hints(content)),
        "Marks": "；".join(escape(masked(mark, answers)) for mark in content.marks),
        "Extra": "<br>".join(escape(line) for line in (*content.repaired, content.extra) if line),
        "Source": "".join(_place(occurrence, sources) for occurrence in note.occurrences),
        "Spare1": "",
        "Spare2": "",
        "Spare3": "",
    }


def escape(text: str) -> str:
    """Words as HTML that Anki shows as they are, wherever they stand in a field."""
    text = html_escape(_CONTROL.sub("", text), quote=False)
    text = _MARKUP.sub(lambda found: found[0] + BREAK, text)
    text = _SPECIAL.sub("&#91;", text).replace("\n", "<br>").replace("\t", " ")
    return text + BREAK if text.endswith("{") else text


def cloze(number: int, html: str, hint: str = "") -> str:
    """A gap around HTML that ``escape`` has been over."""
    html = BREAK + html if html.startswith((":", "{")) else html
    html += BREAK if html.endswith((":", "}")) else ""
    return f"{{{{c{number}::{html}{'::' + hint if hint else ''}}}}}"


def _checked(note: Note) -> Content:
    """The note's content without control characters, which Anki drops or chokes on."""
    content = note.content
    if not content.numbers:
        raise _refused(note, "has no gap; mark one, or reject the note")
    lines = (*content.lines, *([content.aside] if content.aside else []))
    words = "".join(line.text for line in lines)
    if _SURROGATE.search("".join((words, content.title, *content.heading, *content.marks, content.extra))):
        raise _refused(note, "holds half a character (a lone surrogate), which no file can; type the word again")
    if _CONTROL.search(words):
        content = content.model_copy(
            update={
                "lines": tuple(map(_printable, content.lines)),
                "aside": content.aside and _printable(content.aside),
            }
        )
    if not all(part.text.strip() for part in content.asked):
        raise _refused(note, "has a gap without words; mark words, or remove the gap")
    return content


def _printable(line: Line) -> Line:
    parts = (part.model_copy(update={"text": _CONTROL.sub("", part.text)}) for part in line.parts)
    return Line(parts=tuple(parts))


def _refused(note: Note, why: str) -> ExportError:
    return ExportError("Note {id} ({title}) {why}.", id=note.id, title=note.content.title, why=why)


def doubled(lines: Iterable[Line]) -> dict[int, str]:
    """Cloze number → answer, for the answers that stand in these lines more than once."""
    lines = list(lines)
    words = "\n".join(fold(line.text) for line in lines)
    answers = {part.cloze: part.text for line in lines for part in line.parts if part.cloze is not None}
    return {number: answer for number, answer in answers.items() if words.count(core(answer)) > 1}


def _lines(note: Note, content: Content, repeated: Mapping[int, str]) -> Iterator[str]:
    as_list = note.kind == "list"
    if as_list:
        yield "<ol>"
    for k, line in enumerate(content.lines):
        inner = _line(line, repeated)
        by = not as_list and k > 0
        yield f"<li>{inner}</li>" if as_list else f'<p class="by">{inner}</p>' if by else f"<p>{inner}</p>"
    if as_list:
        yield "</ol>"


class _Gap(NamedTuple):
    """A stretch of a line that the card of this number hides."""

    start: int
    end: int
    number: int


def _line(line: Line, repeated: Mapping[int, str]) -> str:
    if not repeated:
        return "".join(
            escape(part.text) if part.cloze is None else cloze(part.cloze, escape(part.text)) for part in line.parts
        )
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


def _recite(content: Content) -> str:
    items = "".join(f"<li>{escape(line.text)}</li>" for line in content.lines)
    return cloze(RECITE, f"<ol>{items}</ol>", f"默写全部 {len(content.lines)} 项")


def _aside(line: Line) -> str:
    repeated = doubled([line])
    return f"<p>{_line(line, repeated)}</p>"


def _to_be_typed(content: Content, text: str) -> bool:
    in_lines = [part for line in content.lines for part in line.parts if part.cloze is not None]
    halves = content.aside is not None and content.aside.numbers != (LABEL,)
    return bool(in_lines) and all(part.typed for part in in_lines) and not halves and text.count("{{c") == len(in_lines)


def _hints(content: Content) -> Iterator[str]:
    answers: dict[int, list[str]] = {}
    for part in content.asked:
        answers.setdefault(part.cloze or 0, []).append(part.text)
    for number, texts in answers.items():
        yield cloze(number, "…", "／".join(map(_hint, texts)))
    if content.recite:
        yield cloze(RECITE, "…", "／".join(map(_hint, (line.text for line in content.lines))))


def _hint(answer: str) -> str:
    first, count = answer[0], f"{len(answer)} 字"
    return f"{first}……（{count}）" if len(answer) > SHOWN and first.isalpha() else count


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
    return f"<details><summary>{summary}</summary><blockquote>{words}</blockquote></details>"
