"""Quotations: who says what, in quotation marks; and reported speech, which is no quotation but names its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from quizgen.extract.candidate import Range
from quizgen.extract.formulations.candidate import Candidate
from quizgen.extract.formulations.cues import cue, words
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.unit import Unit
from quizgen.extract.formulations.view import View
from quizgen.extract.sentences import QUOTES, pairs
from quizgen.extract.words import cut, tag

_SHORTEST = 8
"""A quotation of fewer characters is a term or a title, not a sentence."""
_SPEECH = re.compile(rf"(?P<verb>{cue('speech')})(?:过|道|到|了)?(?:的是?)?[：:，,\s]*$")
_REPORTED = re.compile(
    rf"^(?P<who>[^，。：；“”]{{0,60}}?(?P<name>{cue('title')}|《[^》]+》|[^，。：；“”]{{2,30}}))(?P<verb>{cue('speech')})(?:过|道)?(?:(?<=所说|所讲|所言|指出)的)?[，,：:]"
)
_AFTER = re.compile(
    rf"^(?:[，,]\s*(?:这是|正如)?(?P<who>[^，。；“”]{{2,14}}?){cue('adverb')}*{cue('speech')}(?:过|道|的)?(?=[，。；]|$)|(?:——|--|—)\s*(?P<sign>[^，。；“”\s]{{2,16}}))"
)
_SIGNED = re.compile(
    r"(?P<said>[^（()）：“”]{4,30}[，；][^（()）：“”]{4,30})[（(](?P<who>[^（()）《》，]{0,8}?)(?:〔.〕)?(?P<book>《[^》]{2,20}》)[）)][。；]?"
)
_GLUE = re.compile(r"^[、，,和与及以]*$")
_ADVERBS = re.compile(rf"(?:{cue('adverb')})+$")
_PLACE = re.compile(r"(?:^|(?<=[一-鿿]))(?:在(?!位|场|座)|于|对|就|给|向|为|针对|把|将(?!军|领|士)|同|从|到|用|以|谈)")
_TITLE = re.compile(rf"{cue('title')}$")
_NAMED = re.compile(r"的|[㐀-鿿]{2}")
"""Behind a quotation that says which one is meant: “…”的方针, “…”重大战略."""
_BODY_ROLE = re.compile(r"[委省市县区乡镇村厅局部院校厂社团党会央的]$|[长员师官记任公伯叔婶]..?$")
"""What a title stays with: a body (县委书记) and a family name behind a role (班长田先生)."""
_AT = re.compile(r"^(?:在|当(?=.*[时后前]$)|自(?!.$)|随着|围绕|针对|通过|经过|面对|为了|由于|按照)")
"""What begins a clause that tells when, where or what about, and names nobody."""
_DATE = re.compile(r"\d|.*[年月日]$")
_LIKE = re.compile(r"^.*(?:正|恰|诚|做到|就像|就|即)如(?=[^，]{2,14}$)")
_READ = re.compile(r"^.*(?:[读看听想][到过]|记得|想起|引用|借用|套用|用)(?=[^了]{2,6}$)")
_ABOUT = re.compile(r"称赞?[^，。“”]{1,10}(?:是|为)$")
_SAID_MORE = re.compile(
    rf"^[，,。\s]*(?:又|还|并|接着|随后|同时){cue('adverb')}*{cue('speech')}(?:过|道)?[：:，,]?\s*$"
)
_ROLE = re.compile(
    rf"^.*{cue('role')}(?=[㐀-鿿·]{{2,8}}$)"
    r"|^.{0,12}(?:书记|主席|总理|部长|[省市县]长|校长|院长|局长|主任|教授|院士|总统|首相)(?=[㐀-鿿]{2,3}$)"
)
_BOOK = re.compile(r"《[^》]+》(?:[^，。在中里上]{0,4}(?=[中里上]?$))")
_SPEAKER = re.compile(rf"{cue('title')}|{cue('body')}|《[^》]+》")
_LEADING = re.compile(
    r"^(?:正如|如同|诚如|如|据|按照|根据|对此|为此|对于.*|关于.*|其中|今年|去年|当年|早在.*|从而|而|但|可见|因此|所以|还是|由|当|近日|近年来|不久前|革命导师|伟大领袖|领袖|我国|著名[^，]{2,6}?家|我们党|党中央)"
)
_NO_NAME = re.compile(rf"^{cue('pronoun')}|^[我你他她它谁对向跟和又还]|违反|第.{{1,4}}[条款项]|[想看望笑哭][了着]")
_PEOPLE_TAGS = ("nr", "nrt", "nrfg")
_NOBODY = frozenset(words("nobody"))


def propose(view: View) -> Iterator[Candidate]:
    speaker: str | None = None
    block = -1
    for unit in view.units:
        if unit.part:
            continue
        speaker, block = (speaker if unit.block == block else None), unit.block
        partner = {a: b for a, b in pairs(view.text, unit.start, unit.end).items() if view.text[a] in QUOTES}
        done = unit.start
        for opening, closing in sorted(partner.items()):
            if opening < done:
                continue
            before = view.text[unit.start : opening]
            if _SAID_MORE.match(view.text[done:opening]):
                rule = "attributed"
            elif _SPEECH.search(before) or _ABOUT.search(before):
                speaker = speaker_before(view, unit, opening)
                rule = "attributed"
            elif done > unit.start and _GLUE.match(view.text[done:opening]):
                rule = "attributed again"
            elif match := _AFTER.match(_behind(view, unit, closing + 1)):
                speaker, rule = who(match["who"] or match["sign"]), "attributed behind"
            elif not before.strip():
                speaker, rule = None, "quoted sentence"
            else:
                continue
            done = closing + 1
            if closing - opening - 1 >= _SHORTEST:
                named = _as_written(view, unit, speaker)
                words = _inner(view, opening, closing)
                said = {} if _balanced(view.text[words.start : words.end]) else {"told": view.narrative}
                if _NAMED.match(view.text, closing + 1) and view.text[closing - 1] not in "。！？":
                    said |= {"names what follows": 1.0}
                if rule == "quoted sentence":
                    said |= {"quoted": 1.0}
                yield Candidate(rule, "quote", words, unit, speaker=named, evidence=said)
        if not partner or done == unit.start:
            yield from _reported(view, unit)
            yield from _signed(view, unit)


def _behind(view: View, unit: Unit, at: int) -> str:
    """The words behind a quotation: the rest of its sentence, or of its block where the quotation ends the sentence."""
    return view.text[at : unit.end if at < unit.end else view.block(unit).end]


def _signed(view: View, unit: Unit) -> Iterator[Candidate]:
    """Verse and sayings without quotation marks that are signed in brackets: 会当凌绝顶，一览众山小（杜甫《望岳》）."""
    whole = trimmed(view, unit)
    if match := _SIGNED.fullmatch(view.text[whole.start : whole.end]):
        author = who(match["who"]) if match["who"] else match["book"]
        said = Range(whole.start, whole.start + match.end("said"))
        yield Candidate("attributed behind", "quote", said, unit, speaker=_as_written(view, unit, author))


def _as_written(view: View, unit: Unit, name: str | None) -> str | None:
    """The speaker's name in the document's own script."""
    at = view.text.find(name, unit.start, unit.end) if name else -1
    return view.document.text[at : at + len(name)] if name and at >= 0 else name


def _balanced(text: str) -> bool:
    """Whether clauses of one length stand side by side, as in sayings and seldom in what people of a story say."""
    sizes = {len(clause) for clause in re.split(r"[，；]", text.rstrip("。！"))}
    return len(sizes) == 1 and "，" in text


def _inner(view: View, opening: int, closing: int) -> Range:
    end = closing
    while view.text[end - 1] in "，,；;、 ":
        end -= 1
    return Range(opening + 1, end)


def _reported(view: View, unit: Unit) -> Iterator[Candidate]:
    whole = trimmed(view, unit)
    text = view.text[whole.start : whole.end]
    if (
        (match := _REPORTED.match(text))
        and len(text) - match.end() >= 12
        and (name := who(match["who"]))
        and _speaks(match["who"], name)
    ):
        said = Range(whole.start + match.end(), whole.end)
        yield Candidate("reported", "principle", said, unit, speaker=_as_written(view, unit, name))


def _speaks(words: str, name: str) -> bool:
    """Whether the subject of a verb of speech is one that makes statements: a person with a title, a body, a book."""
    return bool(_SPEAKER.search(words)) or name in {person for _, person in _people()}


def speaker_before(view: View, unit: Unit, opening: int) -> str | None:
    """Who speaks in the words between the sentence's beginning and a quotation that opens at ``opening``."""
    before = view.text[unit.start : opening]
    match = _ABOUT.search(before) or _SPEECH.search(before)
    said = before[: match.start()] if match else before
    clauses = [c for c in re.split(r"[，,。；：:]", said) if c.strip()]
    for clause in reversed(clauses):
        if name := who(clause):
            return name
    return None


def who(clause: str) -> str | None:
    """The speaker's proper name in ``clause``, the name before a verb of speech; None without one."""
    name = _LIKE.sub("", _ADVERBS.sub("", clause.strip(" “”")))
    if match := _BOOK.search(name):
        author = who(name[: match.start() - 1]) if name[match.start() - 1 : match.start()] in ("在", "于") else None
        return author or match.group()
    if (first := _PLACE.search(name)) and first.start() >= 2:
        name = name[: first.start()]
    name = _ADVERBS.sub("", _LEADING.sub("", name))
    for spoken, person in _people():
        if name.endswith(spoken) or name == spoken:
            return person
    name = _ROLE.sub("", _READ.sub("", name))
    while (bare := _TITLE.sub("", name)) != name and len(bare) > 1 and not _BODY_ROLE.search(bare):
        name = bare
    return None if _is_nobody(name) else name


def _is_nobody(name: str) -> bool:
    """Whether the words before a verb of speech name no speaker: a pronoun, a clause, a place in a law."""
    if tag(name) in _PEOPLE_TAGS:
        return False
    return (
        not 2 <= len(name) <= 20
        or name in _NOBODY
        or name.endswith(("的", "了", "是", "久", "来", "着"))
        or bool(_NO_NAME.search(name))
        or bool(_AT.match(name) or _DATE.match(name))
        or _is_deed(name)
    )


def _is_deed(name: str) -> bool:
    """Whether words begin with what is done or how: 努力做, 明确要求."""
    first = cut(name)[0]
    return 1 < len(first) < len(name) and tag(first) in ("d", "p", "c", "ad")


@cache
def _people() -> tuple[tuple[str, str], ...]:
    rows = files(__package__).joinpath("people.tsv").read_text("utf-8").splitlines()
    return tuple((a, b) for a, _, b in (row.partition("\t") for row in rows if row and not row.startswith("#")))
