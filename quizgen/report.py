"""What a build or an extraction tells: tables for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quizgen.cards import REASONS
from quizgen.i18n import catalogue, sentence, system_language

if TYPE_CHECKING:
    from rich.console import Console

    from quizgen.deck import Change
    from quizgen.model.deck import Note
    from quizgen.model.extraction import Considered, DocumentExtraction, Enumeration, Formulation
    from quizgen.pipeline import Analysed, Built

SHOWN = 12
"""How many single things a table names before it only counts the rest."""


def figures(built: Built) -> dict[str, Any]:
    """What a build found and made, as plain data: counts, changes, and every failure with its sentence."""
    extractions = built.analysed.extraction.documents if built.analysed.extraction else ()
    live = [note for note in built.deck.notes if note.state not in ("retired", "rejected")]
    lists = [found for extraction in extractions for found in extraction.enumerations]
    return {
        "documents": len(extractions),
        "failed": [
            {"source": failure.name, "error": sentence(failure.error, "en")} for failure in built.analysed.failures
        ],
        "lists": {
            "complete": sum(found.complete for found in lists),
            "incomplete": sum(not found.complete for found in lists),
        },
        "formulations": sum(len(extraction.formulations) for extraction in extractions),
        "joined": sum(bool(found.same_as) for found in _found(extractions)),
        "contradictory": sum(bool(found.contradicts) for found in lists),
        "notes": len(live),
        "cards": sum(len(note.content.numbers) for note in live),
        "changes": {
            name: [{"id": change.id, "title": change.title} for change in changes]
            for name, changes in built.changes._asdict().items()
            if name != "untouched"
        }
        | {"untouched": len(built.changes.untouched)},
        "left_out": dict(Counter(row.reason for row in built.deck.left_out)),
        "dangling": [row.text for row in built.deck.dangling],
        "removed": _reasons(row.reason for extraction in extractions for row in extraction.removed),
        "repaired": _reasons(row.reason for extraction in extractions for row in extraction.repairs),
        "flagged": _reasons(row.reason for extraction in extractions for row in extraction.flagged),
    }


def _found(extractions: Sequence[DocumentExtraction]) -> Iterator[Enumeration | Formulation]:
    for extraction in extractions:
        yield from extraction.enumerations
        yield from extraction.formulations


def as_json(built: Built) -> str:
    return json.dumps(figures(built), ensure_ascii=False, indent=2)


def extraction_json(analysed: Analysed) -> str:
    """Contract 1: ``{"schema": 1, "documents": […]}``."""
    assert analysed.extraction
    return analysed.extraction.model_dump_json(by_alias=True, indent=1)


def print_table(built: Built) -> None:
    """The table that ends a build: what was found, made, changed, and left out and why."""
    _ = catalogue(system_language()).gettext
    row = figures(built)
    console, table = _table()
    table.add_row(_("Documents"), str(row["documents"]), _failed(row["failed"], _))
    incomplete = row["lists"]["incomplete"]
    table.add_row(
        _("Lists"),
        str(row["lists"]["complete"] + incomplete),
        _("{count} of them incomplete").format(count=incomplete) if incomplete else "",
    )
    table.add_row(_("Formulations"), str(row["formulations"]), "")
    table.add_row(_("Notes"), str(row["notes"]), _changes(row["changes"], _))
    table.add_row(_("Cards"), str(row["cards"]), "")
    for name, key in ((_("Removed"), "removed"), (_("Repaired"), "repaired"), (_("Flagged as damaged"), "flagged")):
        if row[key]:
            table.add_row(name, str(sum(row[key].values())), _counted(row[key], _))
    if row["left_out"]:
        english = system_language() == "en"
        table.add_row(
            _("Left out"),
            str(sum(row["left_out"].values())),
            _counted(row["left_out"], lambda reason: REASONS[reason][english]),
        )
    if row["dangling"]:
        table.add_row(_("Named, never expanded"), str(len(row["dangling"])), _some(row["dangling"]))
    if row["joined"]:
        table.add_row(_("Said more than once, one note each"), str(row["joined"]), "")
    if row["contradictory"]:
        table.add_row(_("Same name, other items"), str(row["contradictory"]), "")
    console.print(table)
    _print_changes(console, built, _)


def print_extraction(analysed: Analysed, *, explain: bool = False) -> None:
    """What was found in each document, for reading; with ``explain`` every candidate and its verdict."""
    _ = catalogue(system_language()).gettext
    console, _unused = _table()
    assert analysed.extraction
    for extraction in analysed.extraction.documents:
        console.rule(f"{extraction.source}  {extraction.title}", align="left", characters="─")
        parents = {found.id: found for found in extraction.enumerations}
        for found in extraction.enumerations:
            _print_list(console, found, parents, _)
            _print_joined(console, found, _)
        for text in extraction.formulations:
            _print_formulation(console, text)
            _print_joined(console, text, _)
        for label in extraction.dangling_labels:
            console.print(f"? {label.label}", _("named, never expanded"), style="yellow", markup=False)
        if explain:
            for candidate in extraction.considered:
                _print_candidate(console, candidate)
        _print_cleaning(console, extraction, _)


def _table() -> tuple[Console, Any]:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    return Console(highlight=False), table


def _failed(failed: Sequence[dict[str, str]], _: Callable[[str], str]) -> str:
    return _("failed: {names}").format(names=_some([row["source"] for row in failed])) if failed else ""


def _changes(changes: dict[str, Any], _: Callable[[str], str]) -> str:
    return _("added {added}, changed {changed}, retired {retired}, untouched {untouched}").format(
        added=len(changes["added"]),
        changed=len(changes["changed"]),
        retired=len(changes["retired"]),
        untouched=changes["untouched"],
    )


def _print_changes(console: Console, built: Built, _: Callable[[str], str]) -> None:
    if not built.changes.untouched and not built.changes.changed and not built.changes.retired:
        return  # a first build: everything is new
    notes = {note.id: note for note in built.deck.notes}
    groups: tuple[tuple[str, str, Sequence[Change]], ...] = (
        ("+", _("added"), built.changes.added),
        ("~", _("changed"), built.changes.changed),
        ("-", _("retired"), built.changes.retired),
        ("!", _("your edit differs from the document"), built.changes.differs),
    )
    for sign, word, changes in groups:
        for change in changes[:SHOWN]:
            console.print(f"  {sign} {word}: {_described(notes[change.id])}", markup=False)
        if len(changes) > SHOWN:
            console.print(f"  {sign} {word}: … +{len(changes) - SHOWN}", markup=False)


def _described(note: Note) -> str:
    text = " / ".join(line.text for line in note.content.lines)
    return f"{note.content.title}: {text[:60]}{'…' if len(text) > 60 else ''}"


def _print_list(console: Console, found: Enumeration, lists: dict[str, Enumeration], _: Callable[[str], str]) -> None:
    under = lists.get(found.parent or "")
    head = f"{'★' if found.importance == 1 else ' '} {found.label or found.topic or '—'}"
    if not found.complete:
        head += "  " + _("{shown} of {stated}").format(shown=len(found.items), stated=found.stated)
    if under:
        head += f"  ⊂ {under.label or under.topic}"
    console.print(head, style="bold", markup=False)
    for item in found.items:
        console.print(f"    · {item.text}", markup=False)
    console.print(f"    {_places(found.items[0].spans)}  {found.rule}", style="dim", markup=False)


def _print_joined(console: Console, found: Enumeration | Formulation, _: Callable[[str], str]) -> None:
    """What another document says in the same or nearly the same words, and what contradicts it."""
    told = [_("one note with {place}").format(place=found.same_as)] if found.same_as else []
    for row in found.differences:
        words = _("“{text}” instead of “{instead}”") if row.text else _("without “{instead}”")
        told.append(words.format(text=row.text, instead=row.instead))
    told += [_("contradicts {place}").format(place=place) for place in getattr(found, "contradicts", ())]
    for words in told:
        console.print(f"    = {words}", style="cyan", markup=False)


def _print_formulation(console: Console, found: Formulation) -> None:
    speaker = f"{found.speaker}：" if found.speaker else ""
    text = found.text
    for gap in found.gaps:
        text = text.replace(gap.text, f"［{gap.text}］", 1)
    if found.subject:
        text = f"〔{found.subject.text}〕{text[found.replaces :]}"
    console.print(f"{'★' if found.importance == 1 else ' '} “ {speaker}{text}", markup=False)
    console.print(f"    {_places(found.spans)}  {found.kind}, {found.rule}", style="dim", markup=False)


def _print_candidate(console: Console, row: Considered) -> None:
    evidence = "  ".join(f"{name} {value:+.2f}" for name, value in sorted(row.evidence.items()))
    console.print(f"[{row.score:+.2f}] {row.verdict}: {row.text}", markup=False)
    console.print(f"    {_places(row.spans)}  {row.rule}  {evidence}", style="dim", markup=False)


def _print_cleaning(console: Console, extraction: DocumentExtraction, _: Callable[[str], str]) -> None:
    rows = ((_("removed"), extraction.removed), (_("repaired"), extraction.repairs), (_("flagged"), extraction.flagged))
    for word, entries in rows:
        reasons = _reasons(entry.reason for entry in entries)
        if reasons:
            console.print(f"  {word}: {_counted(reasons, _)}", style="dim")


def _places(spans: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in spans)


def _reasons(reasons: Iterable[str]) -> dict[str, int]:
    return dict(Counter(reason for joined in reasons for reason in joined.split("; ")).most_common())


def _counted(counts: dict[str, int], words: Callable[[str], str]) -> str:
    return ", ".join(f"{words(reason)} {count}" for reason, count in counts.items())


def _some(names: Sequence[str]) -> str:
    return "、".join(_cut(names))


def _cut(names: Sequence[str]) -> Iterator[str]:
    yield from names[:SHOWN]
    if len(names) > SHOWN:
        yield f"… +{len(names) - SHOWN}"
