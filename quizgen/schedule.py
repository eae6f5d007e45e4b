"""FSRS: what a review does to a memory, and what a review log amounts to. The only importer of the fsrs libraries.

FSRS counts whole study days between reviews, each beginning at the learner's own small hour, as Anki does; 23:50 and
00:10 are one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zlib import crc32
from zoneinfo import ZoneInfo

from quizgen.model.quiz import CardKey, Memory, MemoryState, Rating, Review, Settings
from quizgen.model.study import NextDue

if TYPE_CHECKING:
    import fsrs

RATINGS: Final[tuple[Rating, ...]] = (1, 2, 3, 4)
ENOUGH_REVIEWS = 400
"""Fewer reviews say less about a learner than the default weights do."""
_DAY_MS = 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""Anki's spread: between these days an interval may move by this share of the stretch."""
_STATES: tuple[MemoryState, ...] = ("learning", "review", "relearning")
_STATE_OF_KIND: Mapping[str, MemoryState] = {"learn": "learning", "review": "review", "relearn": "relearning"}


def milliseconds(moment: datetime) -> int:
    """An aware moment as milliseconds since 1970."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def study_day(at: int, settings: Settings) -> int:
    """The ordinal of the study day that a moment (ms) belongs to."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(settings.timezone)).replace(tzinfo=None)
    return (local - timedelta(hours=settings.day_starts)).toordinal()


def day_start(day: int, settings: Settings) -> int:
    """The moment (ms) at which a study day begins."""
    local = datetime.combine(datetime.fromordinal(day), time(settings.day_starts), _zone(settings.timezone))
    return milliseconds(local)


@lru_cache(maxsize=32)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def review(memory: Memory | None, key: CardKey, rating: Rating, at: int, settings: Settings) -> Memory:
    """The memory after a rating; ``memory`` is None for a card never seen.

    A due moment less than a day off is exact; a longer one is the beginning of its study day. Long intervals are
    spread a little by the card's key, so that cards learned together do not stay together.
    """
    import fsrs

    day = study_day(at, settings)
    card = _card(memory, settings)
    scheduler = _scheduler(settings.desired_retention, settings.weights)
    begins = _midnight(day)
    after, _ = scheduler.review_card(card, fsrs.Rating(rating), begins)
    state = _STATES[after.state - 1]
    wait = after.due - begins
    reps = (memory.reps if memory else 0) + 1
    if wait < timedelta(days=1):
        due_at = at + wait // timedelta(milliseconds=1)
    else:
        due_at = day_start(day + _spread(wait.days, key, reps), settings)
    forgotten = rating == 1 and memory is not None and memory.state == "review"
    return Memory(
        state=state,
        step=after.step,
        stability=after.stability,
        difficulty=after.difficulty,
        due_at=due_at,
        last_at=at,
        reps=reps,
        lapses=(memory.lapses if memory else 0) + forgotten,
    )


def intervals(memory: Memory | None, key: CardKey, at: int, settings: Settings) -> tuple[NextDue, ...]:
    """What each of the four ratings would lead to."""
    dues = (review(memory, key, rating, at, settings).due_at for rating in RATINGS)
    return tuple(NextDue(due, (due - at) // 1000) for due in dues)


def recall(memory: Memory, at: int, settings: Settings) -> float:
    """The probability that the card is remembered at a moment."""
    scheduler = _scheduler(settings.desired_retention, settings.weights)
    return scheduler.get_card_retrievability(_card(memory, settings), _midnight(study_day(at, settings)))


def replay(log: Iterable[Review], settings: Settings) -> Memory | None:
    """The memory that a card's review log (in order of time) amounts to; None when nothing in it counts.

    A row's kind says which state the card was in, so that Anki's own steps are followed rather than ours.
    """
    memory: Memory | None = None
    for row in counted(log):
        if row.rating == 0:
            continue
        state = _STATE_OF_KIND.get(row.kind)
        if memory is not None and state is not None and memory.state != state:
            memory = memory.model_copy(update={"state": state, "step": None if state == "review" else 0})
        memory = review(memory, CardKey(row.note_id, row.cloze), row.rating, row.at, settings)
    return memory


def counted(log: Iterable[Review]) -> list[Review]:
    """The rows of one card's log that bear on its memory, as Anki's FSRS takes them.

    Crams (factor 0) and rows without a rating do not count. The history begins at the last unbroken run of first
    steps; a reset (manual, factor 0) ends everything before it.
    """
    rows = [row for row in log if not (row.kind == "cram" and row.factor == 0)]
    begin: int | None = None
    graded = False
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.rating and row.kind == "learn":
            begin = index
        elif row.kind == "manual" and row.rating == 0 and row.factor == 0:
            if not graded:
                return []
            begin = begin if begin is not None else index + 1
            break
        elif begin is not None:
            break
        graded = graded or row.rating > 0
    return [row for row in rows[begin or 0 :] if row.rating]


def fit(histories: Sequence[Sequence[Review]], settings: Settings) -> tuple[float, ...] | None:
    """FSRS weights fitted to review logs (one a card, in order of time).

    None with too few reviews, or where the fitting library (the ``fit`` extra) is not installed.
    """
    cards = [rows for rows in map(counted, histories) if rows]
    if sum(map(len, cards)) < ENOUGH_REVIEWS:
        return None
    try:
        import fsrs_rs_python
    except ImportError:
        return None
    items = []
    for rows in cards:
        days = [study_day(row.at, settings) for row in rows]
        gaps = [0, *(later - earlier for earlier, later in pairwise(days))]
        steps = [fsrs_rs_python.FSRSReview(row.rating, gap) for row, gap in zip(rows, gaps, strict=True)]
        items += [fsrs_rs_python.FSRSItem(steps[: n + 1]) for n in range(1, len(steps)) if gaps[n] > 0]
    if not items:
        return None
    return tuple(fsrs_rs_python.FSRS(list(fsrs_rs_python.DEFAULT_PARAMETERS)).compute_parameters(items))


@lru_cache(maxsize=64)
def _scheduler(retention: float, weights: tuple[float, ...]) -> fsrs.Scheduler:
    import fsrs

    if weights:
        return fsrs.Scheduler(weights, desired_retention=retention, enable_fuzzing=False)
    return fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)


def _card(memory: Memory | None, settings: Settings) -> fsrs.Card:
    import fsrs

    if memory is None:
        return fsrs.Card(card_id=0, due=_EPOCH)
    return fsrs.Card(
        card_id=0,
        state=fsrs.State(_STATES.index(memory.state) + 1),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_EPOCH,
        last_review=_midnight(study_day(memory.last_at, settings)),
    )


def _midnight(day: int) -> datetime:
    return _EPOCH + timedelta(days=day - _EPOCH_DAY)


def _spread(days: int, key: CardKey, reps: int) -> int:
    if days < 3:
        return days
    reach = 1.0 + sum(share * max(0.0, min(days, high) - low) for low, high, share in _FUZZ)
    low, high = max(2, round(days - reach)), round(days + reach)
    return low + crc32(f"{key.note_id}:{key.cloze}:{reps}".encode()) % (high - low + 1)
