"""The quiz: what is asked, what was answered, what came of it, and what is remembered.

Times are milliseconds since 1970 (UTC), named ``at`` or ``…_at``; verbs take ``now`` as an aware ``datetime``.
A *card* is (note id, cloze number); number ``RECITE`` asks for the whole list. *Text* is plain and not yet escaped.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from quizgen.model.deck import AskRole, NoteKind, Occurrence
from quizgen.model.extraction import Frozen, Importance

Mode = Literal["typed", "choice", "truefalse", "order", "match", "recite", "flip"]
RunKind = Literal["today", "cram", "exam", "mistakes"]
"""Only ``today`` moves the schedule; the others log attempts and leave memory alone."""
Rating = Literal[1, 2, 3, 4]
"""Again, hard, good, easy."""
Grade = Literal["right", "almost", "wrong"]
MemoryState = Literal["learning", "review", "relearning"]
Reason = Literal[
    "same",
    "script",
    "numeral",
    "variant",
    "homophone",
    "typo",
    "figure",
    "negation",
    "order",
    "incomplete",
    "sibling",
    "different",
    "empty",
    "self",
]
"""Why a grade was given; ``sibling``: another item of the list; ``self`` where the student rated or overrode."""


class CardKey(NamedTuple):
    note_id: str
    cloze: int


class Shown(Frozen):
    """A stretch of a card as shown: plain text, the gap asked for, a part kept hidden, or (on the back) the answer.

    A gap or hidden stretch has no text; ``length`` is the number of characters behind it.
    """

    kind: Literal["text", "gap", "hidden", "answer"]
    text: str = ""
    length: int = 0


class ShownLine(Frozen):
    pieces: tuple[Shown, ...]

    @property
    def text(self) -> str:
        """The line in one string, blanks as ＿＿ and hidden stretches as …"""
        return "".join({"gap": "＿＿", "hidden": "…"}.get(piece.kind, piece.text) for piece in self.pieces)


class Expected(Frozen):
    """One thing to be answered. ``also`` are other wordings that are right (a whole line, accepted variants)."""

    text: str
    also: tuple[str, ...] = ()
    key: str = ""
    """The cloze number, as text, under which accepted variants are kept."""


class Question(Frozen):
    """A card asked in a mode. Which fields are filled depends on the mode:

    ========= ==================================================================================================
    typed     ``front`` with one gap or more; ``expected`` has one element; ``siblings`` are items of the list that are
              hidden in lines which look the same
    choice    ``front``; ``options`` (four), the right one is ``key[0]``
    truefalse ``front``; ``statement`` is what is claimed to fill the gap; ``key[0]`` is 1 when that is true, 0 if not
    order     ``options`` in shuffled order; ``key[k]`` is the option that belongs in place k
    match     ``left`` (labels) and ``options`` (items); ``key[k]`` is the option that belongs to ``left[k]``
    recite    ``expected`` has one element for each line of the list; ``ordered`` says whether order counts
    flip      ``front``; the back is shown and the student rates
    ========= ==================================================================================================
    """

    deck_id: int = 0
    note_id: str
    cloze: int
    mode: Mode
    kind: NoteKind
    role: AskRole = "item"
    importance: Importance = 2
    title: str
    heading: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    front: tuple[ShownLine, ...] = ()
    back: tuple[ShownLine, ...] = ()
    repaired: tuple[str, ...] = ()
    extra: str = ""
    occurrences: tuple[Occurrence, ...] = ()
    expected: tuple[Expected, ...]
    siblings: tuple[str, ...] = ()
    ordered: bool = False
    options: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    statement: str = ""
    key: tuple[int, ...] = ()


class Answer(Frozen):
    """What the student did.

    ``text`` for typed and recite (an item a line); ``choice`` for choice (the option's index), truefalse (1 or 0),
    order (options in the student's order) and match (for each ``left`` the option's index). Nothing at all means
    "show me": wrong in every mode but flip, where it turns the card. ``took_ms`` is the time since the question was
    shown.
    """

    text: str = ""
    choice: tuple[int, ...] = ()
    took_ms: int = 0


class DiffPiece(Frozen):
    """A stretch of an answer beside what was expected, as written: same, extra (typed only), missing, or changed."""

    kind: Literal["same", "extra", "missing", "changed"]
    given: str = ""
    expected: str = ""


class ItemVerdict(Frozen):
    """What became of one expected item; ``given`` is empty when it is missing."""

    expected: str
    given: str = ""
    grade: Grade
    reason: Reason
    diff: tuple[DiffPiece, ...] = ()
    misplaced: bool = False


class Verdict(Frozen):
    """The judgement on an answer. ``credit`` is 0..1; ``suggested`` is the rating that Enter takes.

    ``diff`` (one expected thing) or ``items`` (lists, order, match) say where the answer falls short; ``foreign`` are
    items given that do not belong.
    """

    grade: Grade
    credit: float
    reason: Reason
    suggested: Rating
    diff: tuple[DiffPiece, ...] = ()
    items: tuple[ItemVerdict, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(item.expected for item in self.items if not item.given and item.grade == "wrong")

    @property
    def misplaced(self) -> tuple[str, ...]:
        return tuple(item.expected for item in self.items if item.misplaced)


class Memory(Frozen):
    """The FSRS state of a card. ``day`` counts study days (4 am roll-over), ``due_at`` is a moment.

    ``step`` is the learning step the card is on (None in state review); stability is in days, difficulty 1..10.
    """

    state: MemoryState = "learning"
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    due_at: int
    last_at: int
    reps: int = 0
    lapses: int = 0


class Review(Frozen):
    """A row of the review log, ours or Anki's.

    ``rating`` 0 and kind ``manual`` are Anki's forget and reschedule rows; ``factor`` is Anki's column of that name
    (a cram or manual row with factor 0 does not count, or resets). ``learn`` is a card's first steps.
    """

    note_id: str
    cloze: int
    at: int
    rating: Literal[0, 1, 2, 3, 4]
    kind: Literal["learn", "review", "relearn", "cram", "manual", "rescheduled"] = "review"
    factor: int = 1
    took_ms: int = 0


class Settings(Frozen):
    """A profile's wishes. ``weights`` are FSRS parameters fitted from own reviews, or empty for the defaults."""

    desired_retention: float = 0.9
    new_per_day: int = 20
    reviews_per_day: int = 200
    only_accepted: bool = False
    siblings: Literal["bury", "space"] = "space"
    """Cards of one note: not on the same day, or with other cards between them."""
    modes: tuple[Mode, ...] = ("typed", "choice", "recite", "flip")
    """Modes the schedule may use, best first; the first that can ask a card is taken."""
    mistakes_exit: int = 3
    """Right answers on so many different days take a card out of the wrong-answer book."""
    timezone: str = "UTC"
    day_starts: int = 4
    """The local hour at which a new study day begins."""
    weights: tuple[float, ...] = ()
    language: Literal["", "zh", "en"] = ""


class RunOptions(Frozen):
    """What a run asks. Empty tuples mean no restriction."""

    deck_ids: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    """File names of documents."""
    note_ids: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    """Best first; empty takes the settings' modes."""
    limit: int = 0
    """The most questions (0: all there are)."""
    minutes: int = 0
    """Time allowed (exam); 0 is no limit."""
    shuffle: bool = True
