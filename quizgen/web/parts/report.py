"""What came of adding documents: counts, what changed in the deck, and who failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from quizgen.web.markup import el, label
from quizgen.web.parts import reasons, scope
from quizgen.web.parts.figures import tiles
from quizgen.web.parts.making import Made, failure_sentences
from quizgen.web.visitor import Visitor

if TYPE_CHECKING:
    from quizgen.model.deck import Deck

KEPT = "made"
MOST_ROWS = 100
MOST_LETTERS = 200


def keep(made: Made) -> None:
    """Remember what was made until the page is drawn anew."""
    st.session_state[KEPT] = made


def draw(visitor: Visitor) -> bool:
    """Show the last report of this session, with the ways to go on; whether there is a deck to go on with."""
    made: Made | None = st.session_state.get(KEPT)
    if made is None:
        return False
    _ = visitor.gettext
    for sentence in failure_sentences(visitor, made.built):
        st.error(label(sentence), icon=":material/error:")
    if made.deck_id is None:
        return False
    deck = made.built.deck
    st.subheader(label(deck.title or deck.name))
    st.html(tiles(_figures(visitor, deck)))
    changes(visitor, made)
    _left_out(visitor, deck)
    with st.bottom, st.container(horizontal=True, gap="small", key="report-ways"):
        if st.button(_("Look through the cards"), key="main-look", type="primary", shortcut="L", width="stretch"):
            visitor.go("cards", deck=str(made.deck_id))
        if st.button(_("Study now"), key="main-study", shortcut="S", width="stretch"):
            scope.begin_today(visitor, (made.deck_id,))
    return True


def _figures(visitor: Visitor, deck: Deck) -> tuple[tuple[str, str], ...]:
    _ = visitor.gettext
    live = [note for note in deck.notes if note.state not in ("rejected", "retired")]
    lists = [note for note in live if note.kind == "list"]
    figures = (
        (_("Documents"), len(deck.sources)),
        (_("Lists"), len(lists)),
        (_("Incomplete lists"), sum(not note.complete for note in lists)),
        (_("Key sentences"), len(live) - len(lists)),
        (_("Cards"), sum(len(note.content.numbers) for note in live)),
    )
    return tuple((name, str(count)) for name, count in figures if count)


def changes(visitor: Visitor, made: Made) -> None:
    """What the build did to the deck, group by group."""
    _ = visitor.gettext
    groups = (
        (_("added"), made.built.changes.added),
        (_("changed"), made.built.changes.changed),
        (_("retired"), made.built.changes.retired),
        (_("untouched"), made.built.changes.untouched),
        (_("edited by you, and the document changed"), made.built.changes.differs),
    )
    told = [f"{name} {len(notes)}" for name, notes in groups if notes]
    st.html(el("p", _("Notes:"), " ", " · ".join(told), class_="qz-source"))
    for name, notes in groups[1:3] + groups[4:]:
        if notes:
            with st.expander(f"{name} ({len(notes)})"):
                st.html(el("ul", [el("li", note.title) for note in notes[:MOST_ROWS]]))


def _left_out(visitor: Visitor, deck: Deck) -> None:
    _ = visitor.gettext
    groups = ((_("Left out"), deck.left_out), (_("Labels without items"), deck.dangling))
    for name, things in groups:
        if things:
            with st.expander(f"{name} ({len(things)})"):
                rows = [
                    el(
                        "li",
                        one.text[:MOST_LETTERS],
                        el("p", reasons.left_out(visitor, one.reason), class_="qz-source"),
                    )
                    for one in things[:MOST_ROWS]
                ]
                st.html(el("ul", rows))
