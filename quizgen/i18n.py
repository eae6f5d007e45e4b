"""The program's words in the reader's language: gettext catalogues under ``locale/``, English being the source."""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path
from typing import Literal

from quizgen.errors import QuizgenError

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[tuple[Language, str], ...] = (("zh_CN", "简体中文"), ("en", "English"))
"""The languages there are, each under its own name."""

FOLDER = Path(__file__).parent / "locale"


def language_of(locale: str | None) -> Language:
    """The language for a browser's or system's locale (``zh-TW``, ``zh_CN.UTF-8``, ``en-GB``, None): Chinese for any
    Chinese, English for the rest."""
    return "zh_CN" if (locale or "").lower().startswith("zh") else "en"


def system_language() -> Language:
    """The language that the environment asks for (``LANGUAGE``, ``LC_ALL``, ``LC_MESSAGES``, ``LANG``)."""
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    return language_of(next((value for name in names if (value := os.environ.get(name))), None))


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The messages of a language; look up with ``.gettext`` and ``.ngettext``."""
    return gettext.translation("quizgen", FOLDER, languages=[language], fallback=language == "en")


def sentence(error: QuizgenError, language: Language) -> str:
    """What an error says, in ``language`` where its template is translated."""
    template = catalogue(language).gettext(error.template) if error.template else ""
    return template.format(**error.fields) if error.fields else template


def marked(message: str) -> str:
    """Mark a message for the catalogues where it stands in a table; it is looked up when it is shown."""
    return message
