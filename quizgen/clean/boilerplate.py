"""What a site puts around and into a text: menus, breadcrumbs, bylines, notices, advertisements, teasers.

Evidence is graded. A line of its own that only a site can say goes wherever it stands; weaker signs (a short line, a
key such as 时间：) count only before the first and behind the last paragraph of prose, next to stronger ones. A line
with a list mark or a heading is content unless its words say otherwise.
"""

from __future__ import annotations

import re
from functools import cache

from quizgen.clean.conversion import alternatives, simplified, words
from quizgen.clean.lines import OPENS, Line, paragraphs
from quizgen.clean.reasons import ADVERTISEMENT, BYLINE, NAVIGATION, NOTICE, TEASER
from quizgen.clean.title import letters, without_site
from quizgen.model.document import Document, Edit

STOP = re.compile("[。！？；]|[!?;](?=.)")
PROSE = 40
BREADCRUMB = re.compile(
    r"\s*(?:(?:您|你)?(?:现在|当前)?(?:所在)?的?(?:当前)?位置\s*[:：]|(?:网站)?(?:首页|主页|Home)\s*(?:>>?|»|›|→|/|\|)).{0,80}$"
)
MENU = re.compile(r"\s*\S{1,12}(?:\s*[|｜·]\s*\S{1,14}){3,30}\s*$")
PAGES = re.compile(r"\s*(?:.{0,40}_第\s?\d{1,4}\s?[页頁]|第\s?\d{1,4}\s?[页頁]\s?[/／]\s?共\s?\d{1,4}\s?[页頁])\s*$")
EDITOR = re.compile(r"\s*[（(【\[]?\s*(?:责任|值班|本期|本文)?(?:编辑|责编)\s*[:：丨|/].{1,30}$")
DOMAIN = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:~+-]{3,200}|[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{1,30}){0,3}\.(?:com|cn|net|org|cc|vip|top)(?:\.cn)?(?![A-Za-z])",
    re.ASCII,
)
INLINE_AD = re.compile(
    r"[\[【（(](?:来源|更多|本文来自|转自|首发|出自)[^\]】）)\n]{0,30}(?:网|库|号|站)[^\]】）)\n]{0,10}[\]】）)]"
    r"|[（(\[【]?(?:www\.[\w.-]{3,60}|https?://[\w./?=&%#:~+-]{3,200})[）)\]】]?",
    re.ASCII,
)
SITE_WORD = re.compile("网|站|范文|论坛|文库|首发|整理|下载|关注|公众号|资源|免费|更多|搜索|提供")
DATE = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
SIGNED = re.compile(
    r"\s*[〇○零一二三四五六七八九\d]{4}\s?年\s?[一二三四五六七八九十\d]{1,3}\s?月\s?[一二三四五六七八九十\d]{1,3}\s?日\s*$"
)
LATIN_NOTICE = re.compile(r"copyright|©|all rights reserved", re.IGNORECASE)
CONTINUES = re.compile(
    r"\s*(?:#|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[篇章节節]|篇[一二三四五六七八九十])"
)
NAME = re.compile(r"\s*[\u4e00-\u9fff·]{2,4}\s*$")
MENU_WORDS = 6


@cache
def _byline() -> re.Pattern[str]:
    keys = "|".join(map(re.escape, sorted(words("byline.txt"), key=lambda w: (-len(w), w))))
    return re.compile(rf"\s*(?:{keys})\s?[:：]\s*[^。！？\n]{{0,60}}$")


def drop_boilerplate(document: Document) -> Document:
    """The document without what the site around it says."""
    text = document.text
    folded = simplified(text) if document.script == "hant" else text
    lines = list(paragraphs(folded))
    reasons = _reasons(lines)
    edits = [Edit(line.start, line.end, "", reasons[k], removed=True) for k, line in enumerate(lines) if k in reasons]
    for k, line in enumerate(lines):
        if k not in reasons and (
            "www." in line.text or "http" in line.text or "来" in line.text or "更多" in line.text
        ):
            for found in INLINE_AD.finditer(line.text):
                edits.append(
                    Edit(line.start + found.start(), line.start + found.end(), "", ADVERTISEMENT, removed=True)
                )
    return document.edited(sorted(edits))


def _reasons(lines: list[Line]) -> dict[int, str]:
    """Index of line → why it goes."""
    reasons = {k: reason for k, line in enumerate(lines) if (reason := _by_itself(line.text))}
    prose = [
        k for k, line in enumerate(lines) if k not in reasons and len(line.text) >= PROSE and STOP.search(line.text)
    ]
    prose = _without_notices(lines, prose, reasons)
    if not prose:
        return reasons
    first, last = prose[0], prose[-1]
    if (end := _article_end(lines, reasons, first)) is not None:
        for k in range(end, len(lines)):
            reasons.setdefault(k, TEASER)
        last = max((k for k in prose if k < end), default=end)
    _head(lines, first, reasons)
    _tail(lines, last, reasons)
    return reasons


def _without_notices(lines: list[Line], prose: list[int], reasons: dict[int, str]) -> list[int]:
    """``prose`` without the paragraphs at the end that go on with what a notice before them began."""
    kept = len(prose)
    while kept > 1 and _talks_shop(lines[prose[kept - 1]].text):
        kept -= 1
    led_in = kept < len(prose) and any(k in reasons for k in range(prose[kept - 1], prose[kept]))
    return prose[:kept] if led_in else prose


def _by_itself(text: str) -> str | None:
    """Why a line goes wherever it stands."""
    if len(text) <= 120:
        if BREADCRUMB.match(text) or (MENU.match(text) and alternatives("sections.txt").search(text)):
            return NAVIGATION
        if PAGES.match(text):
            return NAVIGATION
        if LATIN_NOTICE.search(text) and ("20" in text or "reserved" in text.lower()):
            return NOTICE
        if _notice(text):
            return NOTICE
        if _advertises(text):
            return ADVERTISEMENT
        if DATE.search(text) and ("来源" in text or "作者" in text or "浏览" in text) and not STOP.search(text):
            return BYLINE
    if len(text) >= 12 and _menu_run(text):
        return NAVIGATION
    return None


def _notice(text: str) -> bool:
    """A line in which phrases of sites outweigh the rest, or that speaks of little but downloads and previews."""
    if text.lstrip().startswith(("#", "|")):
        return False
    phrases = alternatives("notices.txt").findall(text)
    if phrases and sum(map(len, phrases)) * (3 if len(text) > 24 else 2) >= len(text.strip()):
        return True
    talk = alternatives("library.txt").findall(text)
    weight = sum(map(len, talk)) + 2 * sum(map(len, phrases))
    return len(set(talk)) + len(phrases) >= 3 and weight * 5 >= len(text.strip()) and bool(phrases)


def _advertises(text: str) -> bool:
    if len(text) > 80 or not DOMAIN.search(text) or (STOP.search(text) and len(text) > 40):
        return False
    rest = DOMAIN.sub("", text)
    return (len(re.findall(r"[\u4e00-\u9fff]", rest)) <= 12 and bool(SITE_WORD.search(rest))) or not re.search(
        r"\w", rest
    )


def _menu_run(text: str) -> bool:
    """Many section words in a row: ``首页时政评论国际军事…``."""
    if STOP.search(text) or len(text) > 400 or "，" in text or "," in text:
        return False
    found = alternatives("sections.txt").findall(text)
    return len(set(found)) >= MENU_WORDS and sum(map(len, found)) >= 0.6 * len(re.sub(r"\s", "", text))


def _article_end(lines: list[Line], reasons: dict[int, str], first: int) -> int | None:
    """The line 编辑：… that ends an article, where only teasers and menus come after it."""
    for k in range(first + 1, len(lines)):
        if EDITOR.match(lines[k].text):
            after = range(k + 1, len(lines))
            if not any(CONTINUES.match(lines[j].text) for j in after) and (
                not after or sum(j in reasons for j in after) >= 1
            ):
                return k
    return None


def _head(lines: list[Line], first: int, reasons: dict[int, str]) -> None:
    """Before the first paragraph: bylines where there are several, and what stands between a menu and the title."""
    head = range(first)
    keyed = [k for k in head if k not in reasons and _byline().match(lines[k].text)]
    if len(keyed) + sum(k in reasons for k in head) >= 2:
        reasons.update((k, BYLINE) for k in keyed)
    for k in head:
        if reasons.get(k) == BYLINE and k - 1 not in reasons and k >= 1 and NAME.match(lines[k - 1].text):
            reasons[k - 1] = BYLINE
    titles = {letters(without_site(lines[k].text)) for k in head[:1]}
    copy = next((k for k in head if k > 0 and letters(lines[k].text) in titles), None)
    if copy is not None and any(reasons.get(k) == NAVIGATION for k in range(copy)):
        reasons.update((k, NAVIGATION) for k in range(copy) if k not in reasons)


def _tail(lines: list[Line], last: int, reasons: dict[int, str]) -> None:
    """Behind the last paragraph: short lines without a mark of their own, where a site speaks among them."""
    tail = range(last + 1, len(lines))
    sure = [k for k in tail if k in reasons]
    if not sure:
        for k in tail:
            if SIGNED.match(lines[k].text):
                reasons[k] = BYLINE
        return
    marked = [k for k in tail if k not in reasons and CONTINUES.match(lines[k].text)]
    for k in range(max(marked, default=last) + 1, len(lines)):
        if k not in reasons:
            if _talks_shop(lines[k].text):
                reasons[k] = NOTICE
            elif len(lines[k].text) < PROSE and not OPENS.match(lines[k].text):
                reasons[k] = NAVIGATION


def _talks_shop(text: str) -> bool:
    """Whether a line speaks of downloads, previews and the like more than once."""
    return len(set(alternatives("library.txt").findall(text))) >= 2


def drop_sign_offs(document: Document) -> Document:
    """The document without lines that hold nothing but the date on which a piece was signed."""
    lines = list(paragraphs(document.text))
    edits = []
    for k, line in enumerate(lines[1:], start=1):
        if SIGNED.match(line.text) and lines[k - 1].text.rstrip()[-1:] in tuple("。！？") and _ends_piece(lines, k):
            edits.append(Edit(line.start, line.end, "", BYLINE, removed=True))
    return document.edited(edits)


def _ends_piece(lines: list[Line], k: int) -> bool:
    return k + 1 == len(lines) or bool(
        re.match(r"\s*(?:第[一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十])", lines[k + 1].text)
    )
