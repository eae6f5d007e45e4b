"""What a site puts around and into a text: menus, breadcrumbs, bylines, notices, advertisements, teasers.

Evidence is graded. A line that only a site can say goes wherever it stands (``notices.py``); weaker signs (a short
line, a menu, a key such as 时间：) count only before the first and behind the last paragraph of prose, next to stronger
ones. A line with a list mark or a heading is content unless its words say otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from quizgen.clean.conversion import simplified
from quizgen.clean.notices import LONGEST, byline, cues, is_menu, talks_shop, why_by_itself
from quizgen.clean.reasons import BYLINE, NAVIGATION, NOTICE, TEASER
from quizgen.clean.title import letters, without_site
from quizgen.model.document import Document, Edit

STOP = re.compile("[。！？；]|[!?;](?=.)")
SENTENCE = 40
"""A paragraph of prose has so many characters and a full stop."""
END = 100_000
"""Characters at either end of a long text that are looked at line by line."""
HEAD, TAIL = 40, 150
"""So many lines at either end may be a site's."""
NEAR = 6
"""Lines between a short line at the end and the nearest that only a site says."""
TIPS = re.compile(r"\s*(?:温馨提示|资源描述|注意事项)")
"""These lead in a site's notices, but also content."""
EDITOR = re.compile(r"\s*[（(【\[]?\s*(?:责任|值班|本期|本文)?(?:编辑|责编)\s*[:：丨|/].{1,30}$")
SIGNED = re.compile(
    r"\s*[〇○零一二三四五六七八九\d]{4}\s?年\s?[一二三四五六七八九十\d]{1,3}\s?月\s?[一二三四五六七八九十\d]{1,3}\s?日\s*$"
)
CONTINUES = re.compile(
    r"\s*(?:#|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[篇章节節]|篇[一二三四五六七八九十])"
)
MARKED = re.compile(
    r"\s*(?:[-*+•·●■◆|#]|\d{1,3}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)"
)
PIECE = re.compile(r"\s*(?:第[一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十])")
NAME = re.compile(r"\s*[\u4e00-\u9fff·]{2,4}\s*$")


def drop_boilerplate(document: Document) -> Document:
    """The document without the lines that the site around it says."""
    site = _Site(simplified(document.text) if document.script == "hant" else document.text)
    edits = [
        Edit(site.starts[k], site.starts[k] + len(site.lines[k]), "", reason, removed=True)
        for k, reason in site.judged().items()
    ]
    return document.edited(sorted([*edits, *site.inside.values()]))


def _middle(text: str) -> tuple[int, int]:
    """The stretch of a long text, whole lines, that is too far from either end to hold a site's weaker signs."""
    if len(text) <= 2 * END:
        return len(text), len(text)
    low, high = text.rfind("\n", 0, END) + 1, text.find("\n", len(text) - END) + 1
    return (low, high) if 0 < low < high else (len(text), len(text))


class _Site:
    """The lines of a page that are not empty, and why some of them go (index → reason)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.starts: list[int] = []
        self.reasons: dict[int, str] = {}
        self.inside: dict[int, Edit] = {}
        self.middle = _middle(text)
        self._read(0, self.middle[0])
        self._read(self.middle[1], len(text))

    def _read(self, low: int, high: int) -> None:
        lines = self.text[low:high].split("\n")
        starts = accumulate((len(line) + 1 for line in lines), initial=low)
        filled = [(line, start) for line, start in zip(lines, starts, strict=False) if line and not line.isspace()]
        self.lines += [line for line, _ in filled]
        self.starts += [start for _, start in filled]

    def judged(self) -> dict[int, str]:
        self._certain()
        first = next((k for k in range(len(self.lines)) if self._is_prose(k)), None)
        if first is None:
            return self.reasons
        self._menus(first)
        last = self._last_prose(first)
        end = self._article_end(first)
        if end is not None:
            for k in range(end, len(self.lines)):
                self.reasons.setdefault(k, TEASER)
            last = next((k for k in range(end - 1, first, -1) if self._is_prose(k)), first)
        self._head(first)
        self._tail(last)
        self._sign_offs()
        return self.reasons

    def _certain(self) -> None:
        low, high = self.middle
        for found in cues().finditer(self.text):
            if low <= found.start() < high:
                self._certain_inside(found.start())
                continue
            k = bisect_right(self.starts, found.start()) - 1
            if k not in self.reasons and (reason := why_by_itself(self.lines[k])):
                self.reasons[k] = reason

    def _certain_inside(self, at: int) -> None:
        """The same for a line in the middle of a long text."""
        start = self.text.rfind("\n", max(0, at - LONGEST), at) + 1
        end = self.text.find("\n", at, at + LONGEST)
        if start and end >= 0 and start not in self.inside and (reason := why_by_itself(self.text[start:end])):
            self.inside[start] = Edit(start, end, "", reason, removed=True)

    def _is_prose(self, k: int) -> bool:
        return k not in self.reasons and len(self.lines[k]) >= SENTENCE and bool(STOP.search(self.lines[k]))

    def _menus(self, first: int) -> None:
        ends = [*range(min(first, HEAD)), *range(max(first, len(self.lines) - TAIL), len(self.lines))]
        for k in ends:
            if k not in self.reasons and is_menu(self.lines[k]):
                self.reasons[k] = NAVIGATION

    def _last_prose(self, first: int) -> int:
        """The last paragraph of prose; not one that goes on with what a notice before it began."""
        at_end = [k for k in range(max(first, len(self.lines) - TAIL), len(self.lines)) if self._is_prose(k)] or [first]
        kept = len(at_end)
        while kept > 1 and talks_shop(self.lines[at_end[kept - 1]]):
            kept -= 1
        led_in = kept < len(at_end) and any(k in self.reasons for k in range(at_end[kept - 1], at_end[kept]))
        return at_end[kept - 1] if led_in else at_end[-1]

    def _article_end(self, first: int) -> int | None:
        """The line 编辑：… that ends an article, where teasers and menus come after it and nothing of its own."""
        for k in range(max(first + 1, len(self.lines) - TAIL), len(self.lines)):
            if EDITOR.match(self.lines[k]):
                after = range(k + 1, len(self.lines))
                site = not after or any(j in self.reasons for j in after)
                if site and not any(CONTINUES.match(self.lines[j]) for j in after):
                    return k
        return None

    def _head(self, first: int) -> None:
        """Before the first paragraph: bylines where there are several, and what stands between a menu and the title."""
        head = range(min(first, HEAD))
        keyed = [k for k in head if k not in self.reasons and byline().match(self.lines[k])]
        if len(keyed) + sum(k in self.reasons for k in head) >= 2:
            self.reasons.update((k, BYLINE) for k in keyed)
        for k in head[1:]:
            if self.reasons.get(k) == BYLINE and k - 1 not in self.reasons and NAME.match(self.lines[k - 1]):
                self.reasons[k - 1] = BYLINE
        title = letters(without_site(self.lines[0]))
        copy = next((k for k in head[1:] if letters(self.lines[k]) == title), 0)
        if any(self.reasons.get(k) == NAVIGATION for k in range(copy)):
            self.reasons.update((k, NAVIGATION) for k in range(copy) if k not in self.reasons)

    def _tail(self, last: int) -> None:
        """From the end back to the last paragraph: notices, and short lines without a mark next to what a site says."""
        sure = {k for k in self.reasons if k > last and not TIPS.match(self.lines[k])}
        for k in range(len(self.lines) - 1, last, -1):
            if k in self.reasons:
                continue
            line = self.lines[k]
            near = any(j in sure for j in range(k - NEAR, k + NEAR + 1))
            if near and talks_shop(line):
                self.reasons[k] = NOTICE
            elif near and len(line) < SENTENCE and not MARKED.match(line) and not CONTINUES.match(line):
                self.reasons[k] = NAVIGATION
            else:
                break

    def _sign_offs(self) -> None:
        """Lines with nothing but the date on which a piece was signed, at the end of the piece."""
        if "年" not in self.text:
            return
        for k in range(1, len(self.lines)):
            line = self.lines[k]
            if "年" in line[:8] and line.rstrip()[-1] == "日" and SIGNED.match(line) and self._ends_piece(k):
                self.reasons.setdefault(k, BYLINE)

    def _ends_piece(self, k: int) -> bool:
        ended = self.lines[k - 1].rstrip()[-1] in "。！？!?."
        return ended and (k + 1 == len(self.lines) or k + 1 in self.reasons or bool(PIECE.match(self.lines[k + 1])))
