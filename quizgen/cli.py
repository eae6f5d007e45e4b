"""The command line: arguments in, one call, text out.

Exit status: 0 done, 1 some document failed (the others are done) or the work could not be finished, 2 usage.
Progress and reports for people go to standard error or, as a table, to standard output; ``--json`` and
``--format json`` write one JSON object to standard output and nothing else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen import __version__
from quizgen.errors import QuizgenError
from quizgen.i18n import catalogue, sentence, system_language

if TYPE_CHECKING:
    from quizgen.export import Decks
    from quizgen.model.deck import Deck
    from quizgen.pipeline import Analysed, Input, Progress

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
SCRIPT = click.option(
    "--script",
    type=click.Choice(["auto", "hans", "hant"]),
    default="auto",
    show_default=True,
    help="Script of the cards. auto: Simplified for mainland pages, Traditional for genuine Traditional ones.",
)
NOW = click.option(
    "--now",
    type=int,
    metavar="SECONDS",
    help="Time to stamp on what changes, in seconds since 1970 (default: $SOURCE_DATE_EPOCH; else a fixed time for a "
    "first build and the clock for a rebuild).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quizgen")
def cli() -> None:
    """Make flashcards from Chinese study documents: find the enumerated lists and key formulations, make cloze cards
    of them, export an Anki deck, or study in the browser.

    \b
    quizgen build notes/ -o decks --name exam     documents in, decks/exam.json and decks/exam.apkg out
    quizgen app                                   study in the browser
    """


@cli.command()
@PATHS
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path), default=Path(), metavar="DIR",
              help="Folder for the deck file and the .apkg (default: here).")  # fmt: skip
@click.option("--name", required=True, help="Name of the deck; also the names of the two files.")
@click.option("--only", type=click.Choice(["lists", "formulations"]), help="Make cards of one kind only.")
@click.option("--level", type=click.Choice(["core", "standard", "all"]), default="standard", show_default=True,
              help="How much goes on cards: core is the deck for the night before the exam.")  # fmt: skip
@SCRIPT
@click.option("--decks", type=click.Choice(["single", "by-document", "by-heading"]), default="by-document",
              show_default=True, help="Sub-decks in the .apkg.")  # fmt: skip
@NOW
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(paths: tuple[str, ...], folder: Path, name: str, decks: Decks, now: int | None, quiet: bool, as_json: bool,
          **options: Any) -> None:  # fmt: skip
    """Build or update a deck from documents (TXT, Markdown, HTML, DOCX, PDF, PPTX, EPUB).

    PATH is a file, a folder, or - for standard input. Writes DIR/NAME.json, the deck with every card's place in its
    document, and DIR/NAME.apkg, made from it, for Anki. Run it again when documents have changed: cards keep their
    identity, your edits and decisions stay, and Anki keeps every review. Ends with a table of what was found, what
    was left out and why.
    """
    from quizgen import report
    from quizgen.deck import load_deck, save_deck
    from quizgen.export import export as write
    from quizgen.pipeline import Options
    from quizgen.pipeline import build as run

    _check_name(name)
    target = folder / f"{name}.json"
    old = load_deck(target) if target.exists() else None
    built = _with_progress(
        quiet or as_json,
        lambda progress: run(
            _inputs(paths),
            name=name,
            old=old,
            options=Options(**options),
            now=_now(now, old),
            progress=progress,
        ),
    )
    if built.analysed.documents:
        folder.mkdir(parents=True, exist_ok=True)
        save_deck(built.deck, target)
        write(built.deck, "apkg", folder / f"{name}.apkg", decks=decks)
    if as_json:
        click.echo(report.as_json(built))
    elif not quiet:
        report.print_table(built)
    _finish(built.analysed)


@cli.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["json", "table"]), default="table", show_default=True,
              help="json: everything with its places, for programs; table: for reading.")  # fmt: skip
@SCRIPT
@click.option("--explain", is_flag=True, help="Show the passages with the candidates considered and each verdict.")
def extract(paths: tuple[str, ...], form: str, script: Any, explain: bool) -> None:
    """Show what is found in documents, without making a deck.

    Lists with their items, formulations with their gaps, labels that the text never expands, and what cleaning
    removed, repaired or flagged; each with its place (character offsets in the text as decoded).
    """
    from quizgen import report
    from quizgen.pipeline import Options, analyse

    analysed = _with_progress(
        form == "json",
        lambda progress: analyse(_inputs(paths), Options(script=script), explain=explain, progress=progress),
    )
    if form == "json":
        click.echo(report.extraction_json(analysed))
    else:
        report.print_extraction(analysed, explain=explain)
    _finish(analysed)


@cli.command()
@click.argument("deck", type=click.Path(path_type=Path))
@click.option("--to", "form", required=True, metavar="FORMAT", help="apkg, csv, tsv, md, html or gift.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
              help="Where to write (default: beside the deck file).")  # fmt: skip
@click.option("--decks", type=click.Choice(["single", "by-document", "by-heading"]), default="by-document",
              show_default=True, help="Sub-decks in an .apkg.")  # fmt: skip
def export(deck: Path, form: str, output: Path | None, decks: Decks) -> None:
    """Write a deck file in another format.

    \b
    apkg   Anki          csv, tsv  Anki's text import, spreadsheets
    md     Obsidian's Spaced Repetition
    html   a sheet to print and write from memory (默写), with its key
    gift   Moodle and other learning platforms
    """
    from quizgen.deck import load_deck
    from quizgen.export import EXPORTERS
    from quizgen.export import export as write

    suffixes = {row.name: row.suffix for row in EXPORTERS}
    if form not in suffixes:
        raise click.BadParameter(f"{form} is none of {', '.join(suffixes)}.", param_hint="--to")
    target = output or deck.with_suffix(suffixes[form])
    write(load_deck(deck), form, target, decks=decks)
    click.echo(target, err=True)


@cli.command()
@click.argument("deck", type=click.Path(path_type=Path))
@click.option("--sources", required=True, multiple=True, type=click.Path(path_type=Path), metavar="DIR",
              help="Folder (or file) with the documents that the deck was made from.")  # fmt: skip
def verify(deck: Path, sources: tuple[Path, ...]) -> None:
    """Prove that every answer of a deck stands at its place in its document; list what does not.

    Documents are told by their content first, so they may have been renamed.
    """
    from quizgen.deck import load_deck
    from quizgen.pipeline import inputs_of
    from quizgen.pipeline import verify as check

    mismatches, checked = check(load_deck(deck), inputs_of(sources))
    for mismatch in mismatches:
        click.echo(str(mismatch))
    click.echo(f"{checked} answers checked, {len(mismatches)} not at their place.", err=True)
    if mismatches:
        sys.exit(1)


@cli.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
def app(port: int, browser: bool) -> None:
    """Study in the browser, at http://127.0.0.1:8501."""
    from quizgen.web.serve import serve

    sys.exit(serve(port, open_browser=browser))


@cli.group("progress")
def progress_group() -> None:
    """Take over what was learned elsewhere."""


@progress_group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--deck", "deck_file", type=click.Path(path_type=Path), metavar="DECK.json",
              help="Deck file to add to the browser's decks first, where it is not among them.")  # fmt: skip
@click.option("--profile", metavar="NAME", help="Whose progress it is (default: the oldest profile).")
def progress_import(file: Path, deck_file: Path | None, profile: str | None) -> None:
    """Take over the reviews of cards that you learned in Anki, so that you can go on in the browser.

    FILE is an .apkg or .colpkg exported by Anki "with scheduling information" (old or new format), or Anki's own
    collection.anki2. Each card gets its reviews and its memory (FSRS); importing the same file again adds nothing.
    """
    from quizgen.takeover import take_over

    outcome = take_over(file, deck_file=deck_file, profile=profile)
    click.echo(f"{outcome.reviews} reviews of {outcome.cards} cards taken over, {outcome.unknown} of other cards.")


def _inputs(paths: Sequence[str]) -> list[Input]:
    from quizgen.pipeline import Input, inputs_of

    found: list[Input] = []
    for path in paths:
        if path == "-":
            found.append(Input("stdin.txt", sys.stdin.buffer.read()))
        elif Path(path).exists():
            found += inputs_of([Path(path)])
        else:
            raise click.BadParameter(f"there is no file or folder {path}.", param_hint="PATH")
    return found


def _check_name(name: str) -> None:
    if not name.strip() or name in {".", ".."} or any(c in name for c in '/\\:*?"<>|') or not name.isprintable():
        raise click.BadParameter('give a plain name, without / \\ : * ? " < > |.', param_hint="--name")


def _now(now: int | None, old: Deck | None) -> int | None:
    if now is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH", "")).isdigit():
        now = int(epoch)
    if now is None and old:
        import time

        now = max(int(time.time()), old.modified + 1)
    return now


def _with_progress(silent: bool, work: Callable[[Callable[[Progress], None] | None], Any]) -> Any:
    if silent or not sys.stderr.isatty():
        return work(None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None)
        return work(lambda p: bar.update(task, completed=p.done, total=p.total, description=p.name))


def _finish(analysed: Analysed) -> None:
    for failure in analysed.failures:
        click.echo(f"quizgen: {sentence(failure.error, system_language())}", err=True)
    if analysed.failures:
        sys.exit(1)


def help_texts(command: click.Command) -> Iterator[tuple[Any, str]]:
    """Everything under ``command`` that has a help text, with the text as written."""
    if command.help:
        yield command, cleandoc(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield parameter, parameter.help
    for inner in getattr(command, "commands", {}).values():
        yield from help_texts(inner)


def main() -> None:
    """The console script: errors of ours end in one sentence and status 1, wrong usage in status 2."""
    language = system_language()
    if language != "en":
        for owner, text in list(help_texts(cli)):
            owner.help = catalogue(language).gettext(text)
    try:
        cli()
    except QuizgenError as error:
        click.echo(f"quizgen: {sentence(error, language)}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
