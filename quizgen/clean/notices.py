"""Lines that only a site can say: breadcrumbs, counts of pages, notices, advertisements, menus.

A notice is known by what it is made of: phrases of ``notices.txt`` outweigh its other words, or it speaks of little but
downloads and previews (``library.txt``).
"""

from __future__ import annotations

import re
from functools import cache

from quizgen.clean.conversion import alternatives, words
from quizgen.clean.reasons import ADVERTISEMENT, BYLINE, NAVIGATION, NOTICE, REFERENCE

STOP = re.compile("[。！？；]|[!?;](?=.)")
LONGEST = 120
"""Longer lines are no notice by themselves."""
CUES = (
    "位置：",
    "位置:",
    "首页",
    "主页",
    "opyright",
    "OPYRIGHT",
    "©",
    "www.",
    "http",
    ".com",
    ".cn",
    ".net",
    ".org",
    "来源：",
    "来源:",
    "浏览",
    "上传时间",
    "文档编号",
    "下载次数",
    "大小：",
    "大小:",
    "格式：",
    "格式:",
    "页数：",
    "页数:",
    *(f"[{kind}]" for kind in "MJDCNRSP"),
    "/OL]",
    *("创建", "更新", "修改", "发布", "最后编辑", "Created", "Updated", "Date"),
)
FILE_FACT = re.compile(
    r"\s*(?:[-*•·]\s*)?(?:(?:文档|文件|资源)?(?:编号|ID|上传时间|下载次数|下载积分|下载量)[：:]\s*[\w./ :-]{1,24}"
    r"|(?:文档|文件|资源)?格式[：:]\s*(?:docx?|pptx?|pdf|txt|xlsx?)"
    r"|(?:文档|文件|资源)?(?:大小[：:]\s*[\d.]{1,8}\s?[KM]B?|页数[：:]\s*\d{1,4}\s?页?))\s*$",
    re.IGNORECASE,
)
"""What a document library says of a file: ``- 页数：36``, ``格式：DOCX``."""
BREADCRUMB = re.compile(
    r"\s*(?:(?:您|你)?(?:现在|当前)?(?:所在)?的?(?:当前)?位置\s*[:：].{0,100}[>»›→]"
    r"|(?:网站)?(?:首页|主页|Home)\s*(?:>>?|»|›|→|/|\|)).{0,80}$"
)
MENU = re.compile(r"\s*[^\s|｜·]{1,12}(?:\s*[|｜·]\s*[^\s|｜·]{1,14}){3,30}\s*$")
PAGES = re.compile(r"\s*(?:.{0,40}_第\s?\d{1,4}\s?页|第\s?\d{1,4}\s?页\s?[/／]\s?共\s?\d{1,4}\s?页)\s*$")
ADDRESS = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#:~+-]{3,200}"
    r"|[A-Za-z0-9-]{2,40}(?:\.[A-Za-z0-9-]{1,30}){0,3}\.(?:com|cn|net|org|cc|vip|top)(?:\.cn)?(?![A-Za-z])",
    re.ASCII,
)
SITE_WORD = re.compile("网|站|范文|论坛|文库|首发|整理|下载|关注|公众号|资源|免费|更多|搜索|提供")
HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
LETTER = re.compile(r"\w")
DATE = re.compile(r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
DATED = re.compile(
    r"\s*(?:[-*+][ ])?(?:(?:创建|更新|修改|发布|最后编辑|最后更新)(?:时间|日期|于)?|Created|Updated|Date)\s?[:：]\s*"
    r"\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}[日T]?[\s\d:：+.Z]*$"
)
"""When a note was written, as its program says: ``创建时间: 2023年5月2日 10:23``."""
YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
SOURCE = re.compile("(?:来源|作者|浏览|点击|阅读)[^，。]{0,6}[:：]")
ENTRY = re.compile(
    r"\s*(?:[-*+•][ ])?(?:[\[［〔]\d{1,3}[\]］〕]|\d{1,3}[.．、])?"
    r"[^。！？\n]{4,}?[\[［](?:[MJDCNRSPGAZ]|EB|DB|CP)(?:/OL)?[\]］]"
)
"""An entry of a bibliography, with the letter for its kind of source: GB/T 7714, appendix B."""
RIGHTS = re.compile(r"copyright|©|all rights reserved", re.IGNORECASE)
ITEM = re.compile(r"[-*+•·●]|\d{1,3}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳]")
SHORT_ITEM = 16
"""An item of a list as short as this may name what sites speak of (``- 微信公众号``)."""
MENU_WORDS = 6
MENU_SHARE = 0.6
MOST_AD = 12
"""Characters beside its address that an advertisement has at most."""


@cache
def cues() -> re.Pattern[str]:
    """All cues and phrases, grouped by their first characters: where none of them stands, no line goes by itself."""
    groups: dict[str, list[str]] = {}
    for word in sorted({*CUES, *words("notices.txt"), "_第", "页/", "页 /", "页／"}):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items()))


def why_by_itself(line: str) -> str | None:
    """Why a line goes wherever it stands; None where it is content."""
    if len(line) > LONGEST:
        return None
    if BREADCRUMB.match(line) or PAGES.match(line):
        return NAVIGATION
    if FILE_FACT.match(line):
        return NOTICE
    if (RIGHTS.search(line) and ("20" in line or "reserved" in line.lower())) or _notice(line):
        return NOTICE
    if _advertises(line):
        return ADVERTISEMENT
    if DATED.match(line):
        return BYLINE
    if ENTRY.match(line) and YEAR.search(line):
        return REFERENCE
    if DATE.search(line) and SOURCE.search(line) and not STOP.search(line):
        return BYLINE
    return None


def is_menu(line: str) -> bool:
    """``首页 | 新闻 | 论坛`` or many section words in a row: ``首页时政评论国际军事``."""
    if not 8 <= len(line) <= 400 or STOP.search(line) or "，" in line or "," in line:
        return False
    found = alternatives("sections.txt").findall(line)
    if found and MENU.match(line):
        return sum(map(len, found)) * 3 >= len(letters_of(line))
    return len(set(found)) >= MENU_WORDS and sum(map(len, found)) >= MENU_SHARE * len(letters_of(line))


def letters_of(line: str) -> str:
    """The letters of a line, as one word."""
    return "".join(LETTER.findall(line))


def talks_shop(line: str) -> bool:
    """Whether a line speaks of downloads, previews and the like more than once."""
    return len(set(alternatives("library.txt").findall(line))) >= 2


def _notice(line: str) -> bool:
    bare = line.strip()
    phrases = alternatives("notices.txt").findall(bare)
    if not phrases or bare.startswith(("#", "|")) or (len(bare) < SHORT_ITEM and ITEM.match(bare)):
        return False
    weight = sum(map(len, phrases))
    if weight * (3 if len(bare) > 24 else 2) >= len(bare):
        return True
    talk = alternatives("library.txt").findall(bare)
    return len(set(talk)) + len(phrases) >= 3 and (2 * weight + sum(map(len, talk))) * 5 >= len(bare)


def _advertises(line: str) -> bool:
    """An address with a few words that sites use, or with nothing at all."""
    if len(line) > 80 or not ADDRESS.search(line):
        return False
    rest = ADDRESS.sub("", line)
    few = len(HAN_CHARACTER.findall(rest)) <= MOST_AD
    return (few and bool(SITE_WORD.search(rest))) or not LETTER.search(rest)


@cache
def byline() -> re.Pattern[str]:
    """A line such as ``作者：…`` that tells where a page comes from."""
    keys = "|".join(map(re.escape, sorted(words("byline.txt"), key=lambda w: (-len(w), w))))
    return re.compile(rf"\s*(?:{keys})\s?[:：]\s*[^。！？\n]{{0,60}}$")
