"""Bring the message catalogues up to date: ``python tools/catalogues.py``.

Collects every message of the program into ``quizgen/locale/quizgen.pot``, merges it into each language's ``.po``
(translations are kept, messages that have gone are dropped) and compiles the ``.mo`` beside it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from quizgen import errors
from quizgen.clean.reasons import REASONS
from quizgen.cli import cli, help_texts

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
"""A constant in the header: the same messages give the same files."""
ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "quizgen" / "locale"
LANGUAGES = ("zh_CN", "en")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}
ERRORS = [name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)]
"""Raised with their message as a template in the first place."""


def collected() -> Catalog:
    """Every message in the sources."""
    catalog = Catalog(project="quizgen", charset="utf-8")
    keywords = {**KEYWORDS, **dict.fromkeys(ERRORS)}
    found = extract_from_dir(str(ROOT / "quizgen"), method_map=[("**.py", "python")], keywords=keywords)
    for path, line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
        catalog.add(message, None, [(f"quizgen/{path}", line)], auto_comments=comments, context=context)
    for _, text in help_texts(cli):
        catalog.add(text, None, [("quizgen/cli.py", 0)])
    for reason in REASONS:
        catalog.add(reason, None, [("quizgen/clean/reasons.py", 0)])
    return catalog


def updated(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with exactly the template's messages."""
    path = LOCALE / language / "LC_MESSAGES" / "quizgen.po"
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.project, catalog.version, catalog.header_comment = "quizgen", "", f"# quizgen in {language}"
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    catalog.creation_date = catalog.revision_date = WRITTEN
    return catalog


def write(language: str, catalog: Catalog) -> None:
    """Write ``.po`` and ``.mo``, the same bytes for the same messages."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "quizgen.po").open("wb") as file:
        write_po(file, catalog, omit_header=False, width=110, sort_output=True, include_lineno=False)
    with (folder / "quizgen.mo").open("wb") as file:
        write_mo(file, catalog)


def missing(catalog: Catalog) -> list[str]:
    """Messages without a translation."""
    return [str(message.id) for message in catalog if message.id and not (message.string and all(_strings(message)))]


def _strings(message: object) -> tuple[str, ...]:
    string = getattr(message, "string", "")
    return string if isinstance(string, tuple) else (string,)


def main() -> int:
    template = collected()
    status = 0
    for language in LANGUAGES:
        catalog = updated(language, template)
        write(language, catalog)
        if language != "en" and (left := missing(catalog)):
            status = 1
            print(f"{language}: {len(left)} messages without a translation:", *left, sep="\n  ")
    return status


if __name__ == "__main__":
    sys.exit(main())
