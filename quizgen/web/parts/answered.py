"""An answered question: the verdict, the answer in its place, where it comes from, and how to go on."""

from __future__ import annotations

import streamlit as st

from quizgen import study
from quizgen.i18n import marked
from quizgen.model.quiz import Answer, Grade, ItemVerdict, Question, Rating, Reason, Verdict
from quizgen.model.study import Situation
from quizgen.web.markup import Html, el, join
from quizgen.web.parts import card
from quizgen.web.parts.figures import wait
from quizgen.web.visitor import Visitor, action, clock

GRADES: dict[Grade, tuple[str, str]] = {
    "right": ("✓", marked("Right")),
    "almost": ("≈", marked("Almost")),
    "wrong": ("✗", marked("Not right")),
}
PARTLY = marked("Partly right")
REASONS: dict[Reason, str] = {
    "script": marked("other script, same words"),
    "numeral": marked("the number is written another way"),
    "variant": marked("a wording you accepted"),
    "homophone": marked("sounds the same, written differently"),
    "typo": marked("a slip of the pen"),
    "figure": marked("the figure is not the same"),
    "negation": marked("a negation is missing or too much"),
    "order": marked("the order is not the same"),
    "incomplete": marked("something is missing"),
    "sibling": marked("another item of this list"),
    "self": marked("by your own judgement"),
}
RATINGS: tuple[tuple[Rating, str], ...] = (
    (1, marked("Again")),
    (2, marked("Hard")),
    (3, marked("Good")),
    (4, marked("Easy")),
)


def draw(visitor: Visitor, at: Situation) -> None:
    """The question of a run in phase ``shown``, with the buttons that rate it and go on."""
    assert at.question
    assert at.verdict
    st.html(
        join(card.heading(at.question.heading, at.question.title), judged(visitor, at.question, at.answer, at.verdict))
    )
    _beside(visitor, at, at.question, at.verdict)
    with st.bottom:
        _go_on(visitor, at, at.question, at.verdict)
    visitor.keep_draft(f"{at.token}-{at.position}", ())


def judged(visitor: Visitor, question: Question, given: Answer | None, verdict: Verdict) -> Html:
    """Verdict, what was answered, the card with its answer in place, and the source under it."""
    _ = visitor.gettext
    return join(
        _banner(visitor, question, verdict),
        _given(visitor, question, given, verdict),
        _items(visitor, question, verdict)
        if verdict.items
        else card.shown_lines(question.back, _, numbered=question.kind == "list"),
        card.marks(question.marks),
        [el("p", told, class_="qz-source") for told in question.repaired],
        el("p", question.extra, class_="qz-passage") if question.extra else "",
        card.sources(question.occurrences, _),
    )


def _banner(visitor: Visitor, question: Question, verdict: Verdict) -> Html:
    if question.mode == "flip":
        return Html()
    sign, words = GRADES[verdict.grade]
    if verdict.items and verdict.grade != "right":
        right = sum(item.grade != "wrong" and not item.misplaced for item in verdict.items)
        why = visitor.gettext("{right} of {n}").format(right=right, n=len(verdict.items))
        words = PARTLY if right and verdict.grade == "wrong" else words
    else:
        why = visitor.gettext(REASONS[verdict.reason]) if verdict.reason in REASONS else ""
    told = f"{sign} {visitor.gettext(words)}"
    return el("p", told, el("small", why), class_=f"qz-verdict qz-{verdict.grade}", role="status")


def _given(visitor: Visitor, question: Question, given: Answer | None, verdict: Verdict) -> Html:
    """What the student answered, where it was not simply right."""
    if given is None or verdict.grade == "right":
        return Html()
    if question.mode == "typed" and given.text:
        told = el("p", visitor.gettext("Your answer:"), class_="qz-source")
        diff = card.difference(verdict.diff, visitor.gettext) if verdict.diff else el("p", given.text, class_="qz-diff")
        return join(told, diff)
    if question.mode == "choice" and given.choice:
        chosen = question.options[given.choice[0]]
        return el("p", visitor.gettext("You chose:"), " ", el("del", chosen), class_="qz-diff")
    if question.mode == "truefalse":
        if question.key[0]:
            return el("p", visitor.gettext("This was true:"), " ", el("ins", question.statement), class_="qz-diff")
        return el("p", visitor.gettext("This was false:"), " ", el("del", question.statement), class_="qz-diff")
    return Html()


def _items(visitor: Visitor, question: Question, verdict: Verdict) -> Html:
    foreign = [
        el("li", el("del", text), " ", el("small", visitor.gettext("does not belong here")), class_="qz-wrong")
        for text in verdict.foreign
    ]
    numbers = (
        [f"{k}." for k in range(1, len(verdict.items) + 1)] if question.ordered or question.mode == "order" else []
    )
    labels = [f"{label} →" for label in question.left] or numbers or [""] * len(verdict.items)
    rows = [_item(visitor, label, item) for label, item in zip(labels, verdict.items, strict=False)]
    return el("ul", rows, foreign, class_="qz-items")


def _item(visitor: Visitor, label: str, item: ItemVerdict) -> Html:
    grade: Grade = "almost" if item.misplaced and item.grade == "right" else item.grade
    sign, _words = GRADES[grade]
    note = ""
    if item.misplaced:
        note = visitor.gettext("in the wrong place")
    elif not item.given:
        note = visitor.gettext("missing")
    elif item.grade != "right" and not item.diff:
        note = visitor.gettext("you answered: {text}").format(text=item.given)
    diff = card.difference(item.diff, visitor.gettext) if item.grade != "right" and item.given and item.diff else ""
    words = f"{sign} {label} {item.expected} " if label else f"{sign} {item.expected} "
    return el("li", words, el("small", note), diff, class_=f"qz-{grade}")


def _beside(visitor: Visitor, at: Situation, question: Question, verdict: Verdict) -> None:
    """What one may do besides going on."""
    _ = visitor.gettext
    where = {"deck": str(question.deck_id), "note": question.note_id, "run": at.token}
    disputable = verdict.grade != "right" and question.mode in ("typed", "recite") and at.answer and at.answer.text
    with st.container(horizontal=True, key="beside", gap="small"):
        if disputable:
            st.button(
                _("I was right"), key=f"accept-{at.token}-{at.position}", shortcut="I", type="tertiary",
                icon=":material/check:", on_click=_accept, args=(visitor, at.token, at.position),
            )  # fmt: skip
        undo(visitor, at)
        if st.button(_("Edit"), key="edit-card", shortcut="E", type="tertiary", icon=":material/edit:"):
            visitor.go("cards", **where)
        if st.button(_("In the text"), key="to-text", shortcut="T", type="tertiary", icon=":material/article:"):
            visitor.go("documents", **where)


def undo(visitor: Visitor, at: Situation) -> None:
    """The button that takes back the last step, where there is one."""
    if at.can_undo:
        st.button(
            visitor.gettext("Undo"), key=f"undo-{at.token}-{at.position}-{at.phase}", shortcut="U", type="tertiary",
            icon=":material/undo:", on_click=_undo, args=(visitor, at.token),
        )  # fmt: skip


def _go_on(visitor: Visitor, at: Situation, question: Question, verdict: Verdict) -> None:
    """Enter takes the suggested rating; where ratings mean something, all four can be chosen."""
    _ = visitor.gettext
    suggested = verdict.suggested
    words = _("Continue")
    if at.intervals or question.mode == "flip":
        with st.container(key="ratings"):
            for column, (rating, name) in zip(st.columns(4, gap="small", wrap=False), RATINGS, strict=True):
                column.button(
                    _rating_label(visitor, at, rating, name), key=f"rate-{at.token}-{at.position}-{rating}",
                    width="stretch", shortcut=str(rating), on_click=_rate,
                    args=(visitor, at.token, at.position, rating),
                )  # fmt: skip
        words = f"{words} · {_(dict(RATINGS)[suggested])}"
    st.button(
        words, key=f"main-go-{at.token}-{at.position}", type="primary", width="stretch", shortcut="Enter",
        on_click=_rate, args=(visitor, at.token, at.position, suggested),
    )  # fmt: skip


def _rating_label(visitor: Visitor, at: Situation, rating: Rating, name: str) -> str:
    name = visitor.gettext(name)
    return f"{name}  \n{wait(visitor, at.intervals[rating - 1].seconds)}" if at.intervals else name


@action
def _rate(visitor: Visitor, token: str, position: int, rating: Rating) -> None:
    study.rate(visitor.store, visitor.who, token, position, rating, now=clock())


@action
def _accept(visitor: Visitor, token: str, position: int) -> None:
    study.accept(visitor.store, visitor.who, token, position, now=clock())


@action
def _undo(visitor: Visitor, token: str) -> None:
    study.undo(visitor.store, visitor.who, token, now=clock())
