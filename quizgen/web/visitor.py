"""Who looks at a page: learner, settings, language; made anew for every run of the script."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from hashlib import blake2s
from typing import TYPE_CHECKING, Concatenate, NoReturn, ParamSpec

import streamlit as st

from quizgen import study
from quizgen.errors import QuizgenError
from quizgen.i18n import Language, catalogue, language_of, sentence
from quizgen.model.quiz import Settings
from quizgen.model.study import Profile
from quizgen.store.place import database_url
from quizgen.web import database, samples
from quizgen.web.markup import label

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from quizgen.store import Store

Wish = ParamSpec("Wish")

PROFILE_COOKIE = "quizgen_profile"
TOLD = "told"
"""Key of the error that the last press of a button ended in."""
FIRST_VISIT = threading.Lock()
LONGEST_NUMBER = 9
LONGEST_SUBJECT = 255
"""What the database keeps of a subject; one that is longer goes by its digest."""


def clock() -> datetime:
    """The present moment, as every study verb takes it."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Visitor:
    """The learner in front of the browser and everything a page needs to serve them.

    ``pages`` maps names (``today``, ``cards`` …) to Streamlit's pages. A page fills ``focus`` with the key of the field
    that the cursor belongs into and a turn that changes when it may move there, and ``draft`` with what the browser
    keeps of text that is not handed in yet.
    """

    store: Store
    profile: Profile
    settings: Settings
    language: Language
    signed_in: bool
    pages: dict[str, Page] = field(default_factory=dict)
    focus: dict[str, str] = field(default_factory=dict)
    draft: dict[str, str | list[str]] = field(default_factory=dict)

    @property
    def who(self) -> int:
        return self.profile.id

    def gettext(self, message: str) -> str:
        return catalogue(self.language).gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The message for ``n`` things, with ``{n}`` filled in."""
        return catalogue(self.language).ngettext(one, many, n).format(n=n)

    def sentence(self, error: QuizgenError) -> str:
        return sentence(error, self.language)

    def go(self, page: str, **parameters: str) -> NoReturn:
        """Leave for another page, with these query parameters."""
        st.switch_page(self.pages[page], query_params=parameters)

    def focus_on(self, key: str, turn: str) -> None:
        """Put the cursor into the field with this key, once for every ``turn``."""
        self.focus.update(key=key, turn=turn)

    def keep_draft(self, question: str, keys: Sequence[str]) -> None:
        """Let the browser keep what is typed into these fields for a question until it is answered (no fields)."""
        self.draft.update(question=question, fields=list(keys))

    def cookies(self) -> dict[str, str]:
        """What the browser should remember."""
        return {} if self.signed_in else {PROFILE_COOKIE: str(self.profile.id)}


def action(act: Callable[Concatenate[Visitor, Wish], None]) -> Callable[Concatenate[Visitor, Wish], None]:
    """What a button does. Where it cannot be done (the deck is gone, the database unreadable), the page says why."""

    @wraps(act)
    def tried(visitor: Visitor, /, *args: Wish.args, **named: Wish.kwargs) -> None:
        try:
            act(visitor, *args, **named)
        except QuizgenError as error:
            st.session_state[TOLD] = error

    return tried


def tell(visitor: Visitor) -> None:
    """Why the last press of a button had no effect."""
    if error := st.session_state.pop(TOLD, None):
        st.error(label(visitor.sentence(error)), icon=":material/error:")


def wished_number(name: str) -> int | None:
    """The number that the address has under a name; None where it has none, or one that counts nothing."""
    text = st.query_params.get(name, "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def visit() -> Visitor:
    """The visitor of this run of the script. Raises StoreError when the database cannot be used."""
    store = database.shared(database_url())
    subject, name = signed_in_as()
    with FIRST_VISIT:
        profile = _own_profile(store, subject, name) if subject else _local_profile(store)
    settings = study.settings(store, profile.id)
    return Visitor(
        store=store,
        profile=profile,
        settings=settings,
        language=_language(settings),
        signed_in=bool(subject),
    )


def sign_in_configured() -> bool:
    """Whether the secrets name an OIDC provider."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:  # there are no secrets at all
        return False


def logged_in() -> bool:
    """Whether this browser has signed in."""
    return bool(st.user.to_dict().get("is_logged_in"))


def signed_in_as() -> tuple[str, str]:
    """Subject and name of somebody signed in; empty without sign-in."""
    if not sign_in_configured() or not logged_in():
        return "", ""
    claims: Mapping[str, object] = st.user.to_dict()
    subject = f"{claims.get('iss', '')}#{claims['sub']}"
    if len(subject) > LONGEST_SUBJECT:
        subject = blake2s(subject.encode()).hexdigest()
    return subject, str(claims.get("name") or claims.get("email") or claims["sub"])


def choose_profile(profile_id: int) -> None:
    """Go on as another of the local profiles; the browser remembers it."""
    st.session_state["profile"] = profile_id


def add_profile(store: Store, name: str) -> Profile:
    """A new local profile, with the sample decks in it."""
    known = {one.id for one in study.profiles(store)}
    profile = study.create_profile(store, name, now=clock())
    if profile.id not in known:
        _welcome(store, profile.id)
    return profile


def _own_profile(store: Store, subject: str, name: str) -> Profile:
    new = not study.profiles(store, subject)
    profile = study.owner_profile(store, subject, name, now=clock())
    if new:
        _welcome(store, profile.id)
    return profile


def _local_profile(store: Store) -> Profile:
    everybody = study.profiles(store)
    if not everybody:
        return add_profile(store, {"zh_CN": "我", "en": "Me"}[language_of(st.context.locale)])
    wished = st.session_state.get("profile") or st.context.cookies.get(PROFILE_COOKIE, "")
    return next((one for one in everybody if str(one.id) == str(wished)), everybody[0])


def _welcome(store: Store, who: int) -> None:
    """The sample decks and the browser's time zone."""
    samples.add(store, who, language_of(st.context.locale), now=clock())
    _take_time_zone(store, who)


def _take_time_zone(store: Store, who: int) -> None:
    if zone := st.context.timezone:
        try:
            study.save_settings(store, who, study.settings(store, who).model_copy(update={"timezone": zone}))
        except QuizgenError:  # a zone that Python does not know: UTC it stays
            return


def _language(settings: Settings) -> Language:
    if settings.language:
        return "zh_CN" if settings.language == "zh" else "en"
    return language_of(st.context.locale)
