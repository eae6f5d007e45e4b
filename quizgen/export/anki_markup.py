"""The fields of an Anki note: words escaped, answers as clozes, answers that stand a second time masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape as html_escape

from quizgen.errors import ExportError
from quizgen.mask import core, fold, masked, standing
from quizgen.model.deck import LABEL, RECITE, Content, Line, Note, Occurrence, Part

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
    content = note.content
    _check(note, content)
    answers = [part.text for part in content.asked]
    text = "".join(_lines(note, content, doubled(content.lines)))
    return {
        "Id": note.id,
        "Title": escape(masked(content.title, answers)),
        "Path": " › ".join(escape(masked(step, answers)) for step in content.heading),
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
    return _SPECIAL.sub("&#91;", text).replace("\n", "<br>").replace("\t", " ")


def cloze(number: int, html: str, hint: str = "") -> str:
    """A gap around HTML that ``escape`` has been over."""
    html = BREAK + html if html.startswith((":", "{")) else html
    html += BREAK if html.endswith((":", "}")) else ""
    return f"{{{{c{number}::{html}{'::' + hint if hint else ''}}}}}"


def _check(note: Note, content: Content) -> None:
    if not content.numbers:
        raise _refused(note, "has no gap; mark one, or reject the note")
    for part in content.asked:
        if not core(_CONTROL.sub("", part.text)).strip():
            raise _refused(note, "has a gap without words; mark words, or remove the gap")
    for words in (content.title, *content.heading, *content.marks, content.extra, *_words(content)):
        if _SURROGATE.search(words):
            raise _refused(note, "holds half a character (a lone surrogate), which no file can; type the word again")


def _refused(note: Note, why: str) -> ExportError:
    return ExportError("Note {id} ({title}) " + why + ".", id=note.id, title=note.content.title)


def _words(content: Content) -> Iterator[str]:
    for line in (*content.lines, *([content.aside] if content.aside else [])):
        yield line.text


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
        inner = "".join(_part(part, repeated) for part in line.parts)
        by = not as_list and k > 0
        yield f"<li>{inner}</li>" if as_list else f'<p class="by">{inner}</p>' if by else f"<p>{inner}</p>"
    if as_list:
        yield "</ol>"


def _part(part: Part, repeated: Mapping[int, str]) -> str:
    if not repeated:
        return escape(part.text) if part.cloze is None else cloze(part.cloze, escape(part.text))
    if part.cloze is None:
        return _masking(part.text, repeated)
    others = {number: answer for number, answer in repeated.items() if number != part.cloze}
    return cloze(part.cloze, _masking(part.text, others))


def _masking(text: str, repeated: Mapping[int, str]) -> str:
    """Words with a gap around every answer that stands in them, the longer around the shorter."""
    pieces, done = [], 0
    for start, end in standing(text, repeated.values()):
        number = next(n for n, answer in repeated.items() if core(answer) == fold(text[start:end]))
        inner = {n: answer for n, answer in repeated.items() if n != number}
        pieces += [escape(text[done:start]), cloze(number, _masking(text[start:end], inner))]
        done = end
    return "".join([*pieces, escape(text[done:])])


def _recite(content: Content) -> str:
    items = "".join(f"<li>{escape(line.text)}</li>" for line in content.lines)
    return cloze(RECITE, f"<ol>{items}</ol>", f"默写全部 {len(content.lines)} 项")


def _aside(line: Line) -> str:
    repeated = doubled([line])
    return f"<p>{''.join(_part(part, repeated) for part in line.parts)}</p>"


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
    where = [escape(f"《{title}》") if title else "", escape(occurrence.source), *map(escape, occurrence.heading)]
    if occurrence.page is not None:
        where.append(f"第 {occurrence.page} 页")
    elif occurrence.line is not None:
        where.append(f"第 {occurrence.line} 行")
    words = f"{escape(occurrence.before)}<b>{escape(occurrence.text)}</b>{escape(occurrence.after)}"
    summary = " · ".join(filter(None, where))
    return f"<details><summary>{summary}</summary><blockquote>{words}</blockquote></details>"
