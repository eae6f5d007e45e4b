"""A question waiting for its answer, one drawing function a mode.

Positions and choices are baked into each button, so that a second press of a key does what the first did, and the
store counts it once. What is picked so far (order, match) stands in the address and survives a refresh.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from quizgen import study
from quizgen.model.quiz import Answer, Mode, Question
from quizgen.model.study import Situation
from quizgen.web.markup import Html, el, join, label
from quizgen.web.parts import card
from quizgen.web.visitor import Visitor, action, clock

LONGEST_ANSWER = 2_000
NUMBERED = 9
"""Options beyond the ninth have no key."""


def draw(visitor: Visitor, at: Situation) -> None:
    """The question of a run in phase ``asking``, with what is needed to answer it."""
    question = _question(at)
    st.session_state.setdefault(_since(at.token, at.position), time.monotonic())
    st.html(
        join(
            card.heading(question.heading, question.title),
            card.marks(question.marks),
            card.shown_lines(
                question.front, visitor.gettext, numbered=question.kind == "list", claim=question.statement
            ),
        )
    )
    DRAW[question.mode](visitor, at)


@action
def send(visitor: Visitor, token: str, position: int, text: str = "", choice: tuple[int, ...] = ()) -> None:
    """Hand an answer in; nothing at all means “show me”."""
    now = clock()
    started = st.session_state.get(_since(token, position), time.monotonic())
    took = int(1000 * (time.monotonic() - started))
    study.answer(visitor.store, visitor.who, token, position, Answer(text=text, choice=choice, took_ms=took), now=now)


def send_fields(visitor: Visitor, token: str, position: int, keys: tuple[str, ...]) -> None:
    """Hand in what stands in the text fields with these keys, a line each."""
    lines = [str(st.session_state.get(key) or "").strip() for key in keys]
    send(visitor, token, position, text="\n".join(line for line in lines if line))


def _typed(visitor: Visitor, at: Situation) -> None:
    _ = visitor.gettext
    key = f"typed-{at.token}-{at.position}"
    with st.form(f"form-{at.token}-{at.position}", border=False):
        st.text_input(
            _("Your answer"), key=key, max_chars=LONGEST_ANSWER, autocomplete="off", label_visibility="collapsed",
            placeholder=_("Your answer"),
        )  # fmt: skip
        st.form_submit_button(
            _("Check"), key=f"main-{key}", type="primary", width="stretch",
            on_click=send_fields, args=(visitor, at.token, at.position, (key,)),
        )  # fmt: skip
    _show_me(visitor, at)
    visitor.focus_on(key, f"{at.token}-{at.position}")
    visitor.keep_draft(f"{at.token}-{at.position}", (key,))


def _choice(visitor: Visitor, at: Situation) -> None:
    with st.container(key="options", gap="small"):
        for k, option in enumerate(_question(at).options):
            _option(visitor, at, k, option, send, (visitor, at.token, at.position, "", (k,)))
    _show_me(visitor, at)


def _truefalse(visitor: Visitor, at: Situation) -> None:
    _ = visitor.gettext
    with st.container(key="options", gap="small"):
        for k, (words, value) in enumerate(((_("True"), 1), (_("False"), 0))):
            _option(visitor, at, k, words, send, (visitor, at.token, at.position, "", (value,)))
    _show_me(visitor, at)


def _order(visitor: Visitor, at: Situation) -> None:
    _ = visitor.gettext
    options, picked = _question(at).options, _picked(at)
    st.html(
        _so_far(
            [f"{k + 1}. {options[k_option]}" for k, k_option in enumerate(picked)],
            _("Tap the items in the order of the text."),
        )
    )
    _pick(visitor, at, picked, len(options))


def _match(visitor: Visitor, at: Situation) -> None:
    _ = visitor.gettext
    question, picked = _question(at), _picked(at)
    pairs = [f"{question.left[k]} → {question.options[option]}" for k, option in enumerate(picked)]
    if pairs:
        st.html(_so_far(pairs, ""))
    if len(picked) < len(question.left):
        ask = _("Which belongs to “{label}”?").format(label=question.left[len(picked)])
        st.html(el("p", ask, class_="qz-card qz-statement"))
    _pick(visitor, at, picked, len(question.left))


def _recite(visitor: Visitor, at: Situation) -> None:
    _ = visitor.gettext
    question = _question(at)
    order = _("One item a line, in the order of the text.") if question.ordered else _("One item a line, in any order.")
    st.html(el("p", order, class_="qz-source"))
    keys = tuple(f"recite-{at.token}-{at.position}-{k}" for k in range(len(question.expected)))
    with st.container(key="recite"), st.form(f"form-recite-{at.token}-{at.position}", border=False):
        for k, key in enumerate(keys):
            name = _("Item {n}").format(n=k + 1)
            st.text_input(
                name, key=key, max_chars=LONGEST_ANSWER, autocomplete="off", label_visibility="collapsed",
                placeholder=str(k + 1),
            )  # fmt: skip
        st.form_submit_button(
            _("Check"), key=f"main-{keys[0]}", type="primary", width="stretch",
            on_click=send_fields, args=(visitor, at.token, at.position, keys),
        )  # fmt: skip
    _show_me(visitor, at)
    visitor.focus_on(keys[0], f"{at.token}-{at.position}")
    visitor.keep_draft(f"{at.token}-{at.position}", keys)


def _flip(visitor: Visitor, at: Situation) -> None:
    question = _question(at)
    if not question.front:
        items = visitor.ngettext("The whole list: {n} item", "The whole list: {n} items", len(question.expected))
        st.html(el("p", items, class_="qz-card"))
    with st.bottom:
        st.button(
            visitor.gettext("Show the answer"), key=f"main-show-{at.token}-{at.position}", type="primary",
            width="stretch", shortcut="Space", on_click=send, args=(visitor, at.token, at.position),
        )  # fmt: skip


DRAW: dict[Mode, Callable[[Visitor, Situation], None]] = {
    "typed": _typed,
    "choice": _choice,
    "truefalse": _truefalse,
    "order": _order,
    "match": _match,
    "recite": _recite,
    "flip": _flip,
}


def _option(
    visitor: Visitor, at: Situation, k: int, words: str, action: Callable[..., None], args: tuple[object, ...]
) -> None:
    st.button(
        f"**{k + 1}**\u2002{label(words)}", key=f"option-{at.token}-{at.position}-{k}",
        width="stretch", shortcut=str(k + 1) if k < NUMBERED else None, on_click=action, args=args,
    )  # fmt: skip


def _pick(visitor: Visitor, at: Situation, picked: list[int], wanted: int) -> None:
    """The options not picked yet; once all are, the button that hands the picks in."""
    _ = visitor.gettext
    if len(picked) < wanted:
        with st.container(key="options-pick", gap="small"):
            for k, option in enumerate(_question(at).options):
                if k not in picked:
                    _option(visitor, at, k, option, _pick_one, (picked, k))
    else:
        with st.bottom:
            st.button(
                _("Check"), key=f"main-pick-{at.token}-{at.position}", type="primary", width="stretch",
                shortcut="Enter", on_click=send, args=(visitor, at.token, at.position, "", tuple(picked)),
            )  # fmt: skip
    with st.container(horizontal=True):
        if picked:
            st.button(
                _("Take back"), key=f"back-{at.token}-{at.position}", shortcut="Backspace",
                on_click=_take_back, args=(picked,),
            )  # fmt: skip
        _show_me(visitor, at)


def _picked(at: Situation) -> list[int]:
    """What is picked at this position, in order.

    The list lives as long as the session and is changed in place by the buttons, so that keys pressed faster than the
    page is drawn are all counted; the address holds a copy, from which a new session begins.
    """
    picks: list[int] = st.session_state.setdefault(f"picks-{at.token}-{at.position}", _from_address(at))
    told = f"{at.position}:{'.'.join(map(str, picks))}"
    if picks and st.query_params.get("pick") != told:
        st.query_params["pick"] = told
    elif not picks:
        st.query_params.pop("pick", None)
    return picks


def _from_address(at: Situation) -> list[int]:
    """The picks in the address; none where it holds nonsense."""
    position, _, picks = st.query_params.get("pick", "").partition(":")
    question = _question(at)
    numbers = [int(pick) for pick in picks.split(".") if pick.isdecimal() and len(pick) < 4]
    sound = len(set(numbers)) == len(numbers) and all(n < len(question.options) for n in numbers)
    return numbers if position == str(at.position) and sound else []


def _pick_one(picks: list[int], k: int) -> None:
    if k not in picks:
        picks.append(k)


def _take_back(picks: list[int]) -> None:
    if picks:
        picks.pop()


def _so_far(lines: list[str], hint: str) -> Html:
    if not lines:
        return el("p", hint, class_="qz-source")
    return el("ul", [el("li", line) for line in lines], class_="qz-items qz-picked")


def _show_me(visitor: Visitor, at: Situation) -> None:
    words = visitor.gettext("Leave it out") if at.kind == "exam" else visitor.gettext("I don't know")
    st.button(
        words, key=f"giveup-{at.token}-{at.position}", type="tertiary", shortcut="Space",
        on_click=send, args=(visitor, at.token, at.position),
    )  # fmt: skip


def _question(at: Situation) -> Question:
    assert at.question is not None
    return at.question


def _since(token: str, position: int) -> str:
    return f"since-{token}-{position}"
