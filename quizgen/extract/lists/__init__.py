"""List proposers: each looks at a document and suggests candidates; none decides.

A proposer takes a ``Scan`` (cleaned text, outline, sentences) and yields ``Candidate``s. Order does not matter to the
outcome; it is the order in which ``--explain`` shows candidates of equal place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quizgen.extract.candidate import Candidate
from quizgen.extract.lists import (
    composed,
    counted,
    divided,
    frames,
    headed,
    outline_headings,
    outline_lines,
    outline_runs,
    outline_series,
    outline_tables,
    paired,
    parallel,
    purposes,
    series,
    unseparated,
)
from quizgen.extract.scan import Scan

Proposer = Callable[[Scan], Iterable[Candidate]]

PROPOSERS: tuple[Proposer, ...] = (
    outline_runs.propose,
    outline_headings.propose,
    outline_tables.propose,
    outline_lines.propose,
    outline_series.propose,
    series.propose,
    parallel.propose,
    unseparated.propose,
    divided.propose,
    purposes.propose,
    paired.propose,
    headed.propose,
    frames.propose,
    counted.propose,
    composed.propose,
)


def propose_lists(scan: Scan) -> list[Candidate]:
    """All list candidates of a document."""
    return [candidate for propose in PROPOSERS for candidate in propose(scan)]
