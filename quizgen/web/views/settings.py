"""Settings: language, how much and how well to remember, who is learning."""

from __future__ import annotations

from zoneinfo import available_timezones

import streamlit as st

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.i18n import LANGUAGES
from quizgen.model.quiz import Settings
from quizgen.schedule import ENOUGH_REVIEWS
from quizgen.web import visitor as visiting
from quizgen.web.markup import label
from quizgen.web.parts import scope
from quizgen.web.visitor import Visitor, action, clock

SHORT = {"zh_CN": "zh", "en": "en"}
LONGEST_NAME = 40
FITTED = "fitted"


def page(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.title(_("Settings"))
    _language(visitor)
    _memory(visitor)
    _fitting(visitor)
    if visitor.signed_in:
        st.subheader(_("Signed in"))
        st.write(label(visitor.profile.name))
        st.button(_("Sign out"), key="sign-out", on_click=st.logout)
    else:
        _profiles(visitor)


def _language(visitor: Visitor) -> None:
    key = f"language-{visitor.who}"
    names = dict(LANGUAGES)
    st.segmented_control(
        "语言 · Language", list(names), default=visitor.language, key=key, required=True,
        format_func=lambda one: names[one], on_change=_take_language, args=(visitor, key),
    )  # fmt: skip


@action
def _take_language(visitor: Visitor, key: str) -> None:
    _save(visitor, language=SHORT[st.session_state[key]])


def _memory(visitor: Visitor) -> None:
    _ = visitor.gettext
    now = visitor.settings
    names = {mode: _(name) for mode, name, _what in scope.MODES}
    zones = sorted({*available_timezones(), now.timezone})
    st.subheader(_("Learning"))
    with st.form("memory"):
        retention = st.slider(
            _("Wanted retention (%)"), 70, 97, min(97, max(70, round(100 * now.desired_retention))),
            help=_("Of cards that come back, so many should still be known. Higher means more reviews."),
        )  # fmt: skip
        new = st.number_input(_("New cards a day"), 0, 1000, now.new_per_day)
        most = st.number_input(_("Most reviews a day"), 1, 10_000, now.reviews_per_day)
        modes = st.multiselect(
            _("How Today asks, best first"), list(names), list(now.modes), format_func=lambda one: names[one]
        )
        apart = st.checkbox(_("Cards of one list never on the same day"), now.siblings == "bury")
        checked = st.checkbox(_("Ask only cards that I accepted"), now.only_accepted)
        leave = st.number_input(_("Right days to leave the mistakes book"), 1, 10, now.mistakes_exit)
        zone = st.selectbox(_("Time zone"), zones, index=zones.index(now.timezone))
        saved = st.form_submit_button(_("Save"), type="primary")
    if saved:
        told = _save(
            visitor,
            desired_retention=retention / 100,
            new_per_day=new,
            reviews_per_day=most,
            modes=tuple(modes) or Settings().modes,
            siblings="bury" if apart else "space",
            only_accepted=checked,
            mistakes_exit=leave,
            timezone=zone,
        )
        if told:
            st.error(label(told))
        else:
            st.success(_("Saved."), icon=":material/check:")


def _save(visitor: Visitor, **wishes: object) -> str:
    """Keep these wishes beside the others; why not, where they make no sense."""
    now = study.settings(visitor.store, visitor.who)
    try:
        study.save_settings(visitor.store, visitor.who, now.model_copy(update=wishes))
    except QuizgenError as error:
        return visitor.sentence(error)
    return ""


def _fitting(visitor: Visitor) -> None:
    _ = visitor.gettext
    with st.expander(_("Fit the schedule to my memory")):
        have = study.totals(visitor.store, visitor.who, now=clock()).reviews
        told = _("From {n} reviews on, the schedule can be fitted to how you remember; so far there are {have}.")
        st.write(told.format(n=ENOUGH_REVIEWS, have=have))
        st.button(_("Fit now"), key="fit", on_click=_fit, args=(visitor,), disabled=have < ENOUGH_REVIEWS)
        if FITTED in st.session_state:
            done = st.session_state.pop(FITTED)
            st.write(
                _("Fitted.") if done else _("There are not enough reviews yet, or the extra “fit” is not installed.")
            )


@action
def _fit(visitor: Visitor) -> None:
    st.session_state[FITTED] = study.fit_weights(visitor.store, visitor.who) is not None


def _profiles(visitor: Visitor) -> None:
    _ = visitor.gettext
    st.subheader(_("Profiles"))
    st.write(_("Several people can learn on this computer, each with their own decks and progress."))
    people = {one.id: one.name for one in study.profiles(visitor.store)}
    ids = list(people)
    key = f"profile-{visitor.who}"
    st.selectbox(
        _("Who is learning"), ids, index=ids.index(visitor.who), key=key, format_func=lambda one: people[one],
        on_change=_choose, args=(key,),
    )  # fmt: skip
    with st.form("new-profile", clear_on_submit=True):
        st.text_input(_("New profile"), key="new-profile-name", max_chars=LONGEST_NAME)
        st.form_submit_button(_("Add"), on_click=_add, args=(visitor,))
    with st.expander(_("Rename or delete this profile")):
        name = st.text_input(_("Name"), value=visitor.profile.name, key=f"rename-{visitor.who}", max_chars=LONGEST_NAME)
        st.button(_("Rename"), key="rename-profile", on_click=_rename, args=(visitor, name))
        sure = st.checkbox(_("Delete it with all its decks and reviews; this cannot be undone."), key="sure")
        st.button(_("Delete"), key="delete-profile", disabled=not sure, on_click=_delete, args=(visitor,))


def _choose(key: str) -> None:
    visiting.choose_profile(st.session_state[key])


@action
def _add(visitor: Visitor) -> None:
    name = " ".join(str(st.session_state.get("new-profile-name", "")).split())
    if name:
        visiting.choose_profile(visiting.add_profile(visitor.store, name).id)


@action
def _rename(visitor: Visitor, name: str) -> None:
    if name.strip():
        study.rename_profile(visitor.store, visitor.who, " ".join(name.split()))


@action
def _delete(visitor: Visitor) -> None:
    study.delete_profile(visitor.store, visitor.who)
    st.session_state.pop("profile", None)
