"""Forms of an answer in which what a teacher overlooks is gone. Each form is coarser than the one before.

``plain`` forgets width, letter case, white space and punctuation that says nothing; ``simple`` also forgets the
script; ``canonical`` also the way numbers, units and dates are written.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from importlib import resources

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SCALES = {"千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_FORMAL = str.maketrans(
    dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True)) | {"廿": "二十", "卅": "三十"}
)
_DASHES = str.maketrans("—–―−~", "-----")
_MEANINGFUL = frozenset("+-×÷=<>≥≤≠≈%‰°√±#&@$€£¥")
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_SHARE = re.compile(r"([百千])分之([零〇一二两三四五六七八九十百千万\d]+(?:点[零〇一二三四五六七八九]+)?(?:\.\d+)?)")
_FRACTION = re.compile(r"(?<!\d)(\d+)分之(\d+)")
_HOUR = re.compile(r"([零〇一二两三四五六七八九十\d]{1,3})[点时](半|整|[零〇一二三四五六七八九十\d]{1,3}分)")
_SMALL_UNIT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)([厘毫微])([克米升秒])")
_POWERS = {"厘": 2, "毫": 3, "微": 6}
_DAY = re.compile(r"(?<=月)(\d{1,2})号")
_ERA = re.compile(r"公元(?=前?\d)")
_A_MINUTE = re.compile(r"(?<=/)分(?!钟)")
_PER = re.compile(r"\d\s*[^\W\d]{0,4}(/)(?=[^\W\d零〇一二两三四五六七八九十百千万亿])")
_POINT = re.compile(r"(?<=[零〇一二三四五六七八九十百千\d])点(?=[零〇一二三四五六七八九\d])")
_LARGE_ARABIC = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万亿|万|亿|千)(?![\d零〇一二两三四五六七八九])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DATE = re.compile(r"(?<!\d)(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})(?!\d)|年(\d{1,2})月(\d{1,2})[日号])")
_INSIDE_NUMBER = re.compile(r"(?<=\d)[.:/-](?=\d)|(?<![\w])-(?=\d)")


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Width, case, white space and idle punctuation evened out; signs and points inside numbers stay."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    folded = _THOUSANDS.sub("", folded)
    kept = {match.start() for match in _INSIDE_NUMBER.finditer(folded)}
    kept |= {match.start(1) for match in _PER.finditer(folded)}
    return "".join(
        char for at, char in enumerate(folded) if at in kept or char.isalnum() or (char in _MEANINGFUL and char != "-")
    )


@lru_cache(maxsize=50_000)
def simple(text: str) -> str:
    """``plain`` in Simplified script."""
    return to_simplified(plain(text))


@lru_cache(maxsize=50_000)
def canonical(text: str) -> str:
    """``simple`` with numbers in Arabic digits, one name for each unit, and one form of date.

    A numeral inside a word becomes a digit too (三角 → 3角): harmless, since only canonical forms are compared. So
    5千克 is 5000克, however it is spelt.
    """
    folded = simple(_DATE.sub(_date, to_simplified(unicodedata.normalize("NFKC", text)).casefold()))
    folded = _unit_pattern().sub(lambda match: _units()[match[0]], folded.translate(_FORMAL))
    folded = _SHARE.sub(lambda match: _POINT.sub(".", match[2]) + {"百": "%", "千": "‰"}[match[1]], folded)
    folded = _HOUR.sub(_hour, folded)
    folded = _POINT.sub(".", folded)
    folded = _LARGE_ARABIC.sub(_unfolded, folded)
    folded = _NUMERAL.sub(lambda match: _arabic(match[0]), folded)
    folded = _FRACTION.sub(r"\2/\1", _DAY.sub(r"\1日", _ERA.sub("", _A_MINUTE.sub("分钟", folded))))
    return re.sub(r"(?<=\d)[至到](?=\d)", "-", _SMALL_UNIT.sub(_in_whole_units, folded))


def to_simplified(text: str) -> str:
    """Traditional characters turned into Simplified ones, one for one."""
    return text if text.isascii() else _converter().convert(text)


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]
    from opencc import OpenCC

    return OpenCC("t2s")


def _date(match: re.Match[str]) -> str:
    year, *rest = (int(group) for group in match.groups() if group)
    return "{}年{}月{}日".format(year, *rest)


def _hour(match: re.Match[str]) -> str:
    minutes = {"半": "30", "整": "00"}.get(match[2]) or match[2].removesuffix("分")
    return f"{match[1]}:{minutes}"


def _in_whole_units(match: re.Match[str]) -> str:
    """500毫克 as 0.5克: one name for each quantity; a nought that was written behind the point stays."""
    value = Decimal(match[1]).scaleb(-_POWERS[match[2]])
    written = f"{value:f}"
    return (written if "." in match[1] else written.rstrip("0").rstrip(".")) + match[3]


def _arabic(numeral: str) -> str:
    if all(char in _DIGITS for char in numeral):
        return "".join(str(_DIGITS[char]) for char in numeral)
    total = section = digit = 0
    last_unit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit or (1 if char == "十" or not section else 0)) * _SMALL[char]
            digit, last_unit = 0, _SMALL[char]
        else:
            total = (total + section + digit or 1) * _LARGE[char]
            section, digit, last_unit = 0, 0, _LARGE[char]
    if digit and last_unit > 10 and numeral[-2] not in _DIGITS:
        digit *= last_unit // 10  # 三百五 is 350
    return str(total + section + digit)


def _unfolded(match: re.Match[str]) -> str:
    whole, _, part = match[1].partition(".")
    power = len(str(_SCALES[match[2]])) - 1
    if len(part) > power:
        return match[0]
    return str(int(whole + part.ljust(power, "0")))


def unit_names() -> frozenset[str]:
    """The units as canonical forms name them."""
    return frozenset(_units().values())


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    table = resources.files("quizgen.quiz").joinpath("units.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {plain(name): row[0] for row in rows for name in row}


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    names = sorted(_units(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<=[\d零一二两三四五六七八九十百千万亿/每])(?:{'|'.join(map(re.escape, names))})(?![a-z0-9])")
