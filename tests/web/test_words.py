"""Words in two languages, and text from outside that stays text."""

from __future__ import annotations

import gettext
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.clean.reasons import REASONS
from quizgen.errors import EmptyDocument
from quizgen.i18n import FOLDER, language_of, sentence
from quizgen.read import unsupported
from quizgen.web.markup import Html, el, label
from quizgen.web.parts.reasons import CLEANING
from tools import catalogues

FIELDS = string.Formatter()


def fields(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in FIELDS.parse(text) if name is not None}


@pytest.fixture(scope="module")
def chinese() -> gettext.GNUTranslations:
    with (FOLDER / "zh_CN" / "LC_MESSAGES" / "quizgen.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_message_is_translated(chinese: gettext.GNUTranslations) -> None:
    missing = [
        message.id for message in catalogues.collected() if message.id and translated(chinese, message.id) is None
    ]
    assert not missing, "run tools/catalogues.py and translate these"


def test_translations_have_the_fields_of_their_messages(chinese: gettext.GNUTranslations) -> None:
    for message in catalogues.collected():
        if message.id:
            one = message.id[-1] if isinstance(message.id, tuple) else message.id
            assert fields(translated(chinese, message.id) or "") == fields(one)


def translated(chinese: gettext.GNUTranslations, message: object) -> str | None:
    if isinstance(message, tuple):
        found = chinese.ngettext(message[0], message[1], 2)
        return None if found == message[1] else found
    found = chinese.gettext(str(message))
    return found if found != message or re.fullmatch(r"[A-Za-z]+ \(\.\w+\)", str(message)) else None


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh_CN"), ("zh-TW", "zh_CN"), ("zh", "zh_CN"), ("en-GB", "en"), ("fr", "en"), (None, "en"), ("", "en")],
)
def test_the_language_follows_the_locale(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


def test_errors_speak_the_language() -> None:
    error = EmptyDocument("{name} holds no text: check that it is the right file and not empty.", name="甲{x}.txt")
    assert sentence(error, "en").startswith("甲{x}.txt holds")
    assert sentence(error, "zh_CN").startswith("甲{x}.txt 中没有文字")


def test_formats_that_are_not_read_are_refused_in_the_language(chinese: gettext.GNUTranslations) -> None:
    templates = [kind.template for kind in unsupported.KINDS] + [template for _fits, template in unsupported.ARCHIVES]
    assert [template for template in templates if chinese.gettext(template) == template] == []


def test_every_reason_of_cleaning_has_words() -> None:
    assert sorted(CLEANING) == sorted(REASONS)


def test_elements_escape_what_is_not_markup() -> None:
    made = el("p", "<b>", Html("<i>"), ["&", el("q", '"')], title='"><script>', class_="a", hidden=False)
    assert made == '<p title="&quot;&gt;&lt;script&gt;" class="a">&lt;b&gt;<i>&amp;<q>&quot;</q></p>'


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_no_markup_comes_out_of_text(text: str) -> None:
    inside = el("p", text)[3:-4]
    assert "<" not in inside
    assert ">" not in inside


@given(st.text(alphabet="ab :[]()!*_`#<>&$\\~{}甲"))
def test_labels_leave_no_markdown(text: str) -> None:
    shown = label(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]()!*_`#<>&$~{}]", shown)
    assert ":a" not in shown


def test_style_names_are_used() -> None:
    style = (Path(catalogues.ROOT) / "quizgen" / "web" / "style.css").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (catalogues.ROOT / "quizgen/web").rglob("*.py"))
    for name in set(re.findall(r"\.(qz-[\w-]+)", style)):
        assert name in sources or re.sub(r"-\w+$", "-{", name) in sources, f"{name} is styled and nowhere used"
