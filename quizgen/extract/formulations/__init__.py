"""Sentences worth knowing by heart: quotes, definitions, slogans, principles and facts, with their gaps.

Proposers, a file each, suggest candidates; ``choose`` weighs them by named evidence and keeps the best consistent set;
``gaps`` hides words and ``subjects`` finds whom a pronoun stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from quizgen.extract.candidate import Range
from quizgen.extract.formulations import definitions, facts, principles, quotes, slogans
from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.choose import Weighed, choose
from quizgen.extract.formulations.gaps import choose_gaps
from quizgen.extract.formulations.subjects import restored
from quizgen.extract.formulations.trim import unnumbered
from quizgen.extract.formulations.view import View
from quizgen.extract.outline import Outline
from quizgen.model.document import Document
from quizgen.model.extraction import Considered, Formulation, Piece

PROPOSERS = (quotes.propose, definitions.propose, slogans.propose, principles.propose, facts.propose)
"""In order of precedence: of two candidates for the same words the earlier proposer's stays."""


def propose_formulations(
    document: Document, outline: Outline, explain: bool = False, listed: Iterable[Range] = ()
) -> tuple[list[Formulation], list[Considered]]:
    """The formulations of a cleaned document in order of place, and with ``explain`` all candidates considered.

    ``listed`` tells where the items of the document's lists stand: most of them are asked for with their list.
    """
    view = View.of(document, outline, listed)
    weighed = choose(view, candidates(view))
    formulations: list[Formulation] = []
    considered: list[Considered] = []
    for item in weighed:
        made = None
        verdict = item.verdict
        if verdict == "taken":
            made = _formulation(view, item, restored(view, item.candidate.unit, item.candidate.range))
            verdict = "taken" if made else "cannot be traced to the source or is damaged there"
        if made:
            formulations.append(made)
        if explain:
            considered.append(_considered(view, item, verdict))
    return formulations, considered


def candidates(view: View) -> Iterator[Candidate]:
    """Whatever a proposer suggests, in order of precedence."""
    for propose in PROPOSERS:
        for candidate in propose(view):
            yield replace(candidate, range=unnumbered(view.text, candidate.range))


def _formulation(view: View, item: Weighed, subject: tuple[Range, int] | None) -> Formulation | None:
    candidate, document = item.candidate, view.document
    start, end = candidate.range
    whole = _piece(document, candidate.range)
    if whole is None or document.damaged(whole.spans):
        return None
    headings = tuple(view.outline.headings_at(start))
    term = candidate.term
    inner = Range(term.start - start, term.end - start) if term and start <= term.start and term.end <= end else None
    gaps = choose_gaps(view.text[start:end], inner, headings[-1] if headings else "")
    pieces = [_piece(document, Range(start + gap.start, start + gap.end)) for gap in gaps]
    twins = [_piece(document, twin) for twin in item.twins]
    antecedent = _piece(document, subject[0]) if subject else None
    return Formulation(
        id=sha256(f"{candidate.kind}\n{whole.text}".encode()).hexdigest()[:16],
        text=whole.text,
        kind=candidate.kind,
        term=_piece(document, term) if term else None,
        speaker=candidate.speaker,
        importance=item.importance,
        heading=headings,
        rule=candidate.rule,
        gaps=tuple(piece for piece in pieces if piece),
        spans=whole.spans,
        subject=antecedent,
        replaces=subject[1] if subject and antecedent else 0,
        occurrences=tuple(piece for piece in twins if piece),
        evidence=item.evidence,
    )


def _piece(document: Document, place: Range) -> Piece | None:
    spans = document.locate(*place)
    return Piece(text=document.text[place.start : place.end], spans=spans) if spans else None


def _considered(view: View, item: Weighed, verdict: str) -> Considered:
    start, end = item.candidate.range
    return Considered(
        rule=f"formulation: {item.candidate.rule}",
        text=view.document.text[start:end],
        spans=view.document.locate(start, end) or (),
        score=item.score,
        evidence=item.evidence,
        verdict=verdict,
    )
