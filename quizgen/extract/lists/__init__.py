"""List proposers: each looks at a document and suggests candidates; none decides.

A proposer takes a ``Scan`` (cleaned text, outline, sentences) and yields ``Candidate``s. Order does not matter to the
outcome; it is the order in which ``--explain`` shows candidates of equal place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from quizgen.extract.candidate import Candidate
from quizgen.extract.lists import outline_runs, parallel, series, unseparated
from quizgen.extract.scan import Scan

Proposer = Callable[[Scan], Iterable[Candidate]]

PROPOSERS: tuple[Proposer, ...] = (
    outline_runs.propose,
    series.propose,
    parallel.propose,
    unseparated.propose,
)


def propose_lists(scan: Scan) -> list[Candidate]:
    """All list candidates of a document."""
    return [candidate for propose in PROPOSERS for candidate in propose(scan)]
