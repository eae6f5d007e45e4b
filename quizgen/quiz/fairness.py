"""Which answers of a deck are wrong for a card beyond doubt: nobody who knows the matter could argue for them.

What is refused here is refused by what can be seen in the deck: the same words, words that say much the same, items of
a list about the same thing, and words that stand elsewhere where the gap stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import resources

from quizgen.extract.words import opens_with_verb
from quizgen.model.deck import Note
from quizgen.model.quiz import ShownLine
from quizgen.quiz.card import Card, answer_text, expected, item_text
from quizgen.quiz.grading import judge
from quizgen.quiz.normal import canonical, plain
from quizgen.quiz.pool import Entry, Pool

Refuses = Callable[[Entry], bool]
_BESIDE = 3
"""So many characters beside a gap are compared with those beside the same words elsewhere."""
_AROUND = 12
"""So many characters on each side of a gap or of an answer say what it is about."""
_ALIKE = 4
"""So many characters in a row make two places speak of the same thing; twice as many, two names of lists."""
_NAME = 4
"""A shorter title is no name of anything in particular."""


def wrong_for(card: Card, pool: Pool, visible: Iterable[ShownLine | str]) -> Callable[[Entry], bool]:
    """Whether an answer of the pool is surely wrong for the card; ``visible`` is what the student reads beside it."""
    tests = (_said(card, pool, visible), _of_the_same(card, pool), _alike(card, pool), _fits_elsewhere(card, pool))
    return lambda entry: not any(refuses(entry) for refuses in tests)


def _said(card: Card, pool: Pool, visible: Iterable[ShownLine | str]) -> Refuses:
    """Words that the note has, or that the student reads on the card."""
    content, asked = card.note.content, expected(card)[0]
    own = [asked.text, *asked.also]
    own += [text for line in content.lines for text in (item_text(line), *(part.text for part in line.parts))]
    own += [wording for wordings in card.note.accepted_variants.values() for wording in wordings]
    right = {canonical(text) for text in own} - {""}
    answers = [canonical(text) for text in (asked.text, *asked.also)]
    shown = "\n".join(line if isinstance(line, str) else line.text for line in visible)
    seen = canonical(shown)

    def refuses(entry: Entry) -> bool:
        form = entry.form
        return (
            not form
            or form in right
            or form in seen
            or entry.answer in shown
            or any(form in other or other in form for other in answers)
        )

    return refuses


def _of_the_same(card: Card, pool: Pool) -> Refuses:
    """Answers of notes about the same thing: related ones, those of the same name, what stands below a heading of that
    name (below the same heading, where the name is none), or where the deck names both together."""
    content, related = card.note.content, pool.related(card.note.id)
    title, heading = canonical(content.title), "\n".join(content.heading)
    of_list = card.note.kind == "list"
    nameless = of_list and len(title) < _NAME and not any(char.isdigit() for char in title)
    name = plain(content.title) if of_list and len(title) >= _NAME else ""
    named = "\n".join(text for text in pool.texts.values() if name in text) if name else ""
    frames = _grams(title, 2 * _ALIKE) if name else frozenset()

    def refuses(entry: Entry) -> bool:
        return bool(
            entry.note_id in related
            or pool.notes_answered_by(entry.form) & related
            or (nameless and entry.heading == heading)
            or (name and any(name in plain(step) for step in entry.heading.split("\n")))
            or (named and plain(entry.answer) in named)
            or not frames.isdisjoint(_grams(entry.title_form, 2 * _ALIKE))
        )

    return refuses


def _alike(card: Card, pool: Pool) -> Refuses:
    """Words that say much the same as the answer, or as another item of its list."""
    key, make = answer_text(card), pool.make(card.note.id, card.cloze)
    form, of_list = canonical(key), card.note.kind == "list"
    siblings = [canonical(item_text(line)) for line in card.note.content.lines] if of_list else []
    chars = frozenset("".join(siblings))
    grams = frozenset().union(*(_grams(text, _ALIKE) for text in (form, *siblings)))
    praise = frozenset() if of_list else _judgements(key)

    def refuses(entry: Entry) -> bool:
        other = entry.form
        return (
            too_near((form, make), (other, entry.make), of_list)
            or (len(chars.intersection(other)) > 1 and any(_nearly_within(text, other) for text in siblings))
            or not grams.isdisjoint(_grams(other, _ALIKE))
            or not praise.isdisjoint(_judgements(entry.answer))
            or judge(entry.answer, key).grade != "wrong"
        )

    return refuses


def too_near(ours: tuple[str, str], theirs: tuple[str, str], of_list: bool = True) -> bool:
    """Whether two answers, each as canonical form and make, share half their characters or their last word.

    To a sentence, where no label says what belongs, any word is too much. Kinds of one thing (呼吸作用, 光合作用) are
    told apart by what is in front of it, so there the last word does not count; but two verbs may do the same to one
    object.
    """
    (form, make), (other, other_make) = ours, theirs
    shared = _shared(form, other)
    tail = next((n for n, (a, b) in enumerate(zip(reversed(form), reversed(other), strict=False)) if a != b), 0)
    verbs = "v" in (make[:1], other_make[:1]) or opens_with_verb(form) or opens_with_verb(other)
    if 2 <= tail == shared and not verbs:
        return False
    common = not of_list and not _grams(form, 2).isdisjoint(_grams(other, 2))
    return common or tail > 1 or 2 * shared >= min(len(form), len(other))


def _shared(ours: str, theirs: str) -> int:
    return sum(min(ours.count(char), theirs.count(char)) for char in set(ours).intersection(theirs))


def _nearly_within(ours: str, theirs: str) -> bool:
    """Whether the shorter of two texts is left when some characters of the longer are struck out, or three quarters of
    its characters are there."""
    shorter, longer = sorted((ours, theirs), key=len)
    rest = iter(longer)
    return (len(shorter) > 1 and all(char in rest for char in shorter)) or (
        4 * _shared(shorter, longer) >= 3 * len(shorter) > 3
    )


def _fits_elsewhere(card: Card, pool: Pool) -> Refuses:
    """For the gap of a sentence: words that stand somewhere right beside what is beside the gap, or whose own place
    speaks of the same thing. Lists share their frames, so that says nothing about them."""
    if card.note.kind == "list":
        return lambda entry: False
    places = [_beside(card.note, card.cloze, line) for line in range(len(card.note.content.lines))]
    around = [pair for pairs in places for pair in pairs]
    before = {text[-_BESIDE:] for text, _ in around if len(text) >= _BESIDE}
    after = {text[:_BESIDE] for _, text in around if len(text) >= _BESIDE}
    about = frozenset().union(
        *(_grams(text[-_AROUND:], _ALIKE) | _grams(then[:_AROUND], _ALIKE) for text, then in around)
    )

    def refuses(entry: Entry) -> bool:
        words = plain(entry.answer)
        if any(text + words in pool.words for text in before) or any(words + text in pool.words for text in after):
            return True
        text = pool.texts.get(entry.note_id, "")
        at = text.find(words)
        end = at + len(words)
        return at >= 0 and not about.isdisjoint(_near(text[:at], text[end:]))

    return refuses


def _near(before: str, after: str) -> frozenset[str]:
    """What is said close by, on both sides of a place."""
    return _grams(before[-_AROUND:], _ALIKE) | _grams(after[:_AROUND], _ALIKE)


def _beside(note: Note, cloze: int, line: int) -> list[tuple[str, str]]:
    """What stands before and behind each gap of a card in a line of its note, in plain form."""
    parts = note.content.lines[line].parts
    return [
        (plain("".join(part.text for part in parts[:at])), plain("".join(part.text for part in parts[at + 1 :])))
        for at, part in enumerate(parts)
        if part.cloze == cloze
    ]


@lru_cache(maxsize=50_000)
def _grams(text: str, length: int) -> frozenset[str]:
    return frozenset(text[at : at + length] for at in range(len(text) - length + 1))


@lru_cache(maxsize=20_000)
def _judgements(text: str) -> frozenset[int]:
    """The groups of words that say what something is worth, of which the text's last is one."""
    return frozenset(number for number, words in enumerate(_groups()) if text.endswith(words))


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[str, ...], ...]:
    text = resources.files("quizgen.quiz").joinpath("judgements.txt").read_text("utf-8")
    return tuple(tuple(group.split()) for group in text.split("\n\n") if not group.startswith("#"))
