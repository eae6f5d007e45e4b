"""Numbers as word processors and browsers write them before the items of a list."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_HANT = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", leave_one: bool = True) -> str:
    """``number`` (below 10,000) in words: 十二, 一百零五; ``leave_one`` drops the 一 of 一十 at the beginning."""
    if not 0 < number < 10_000:
        return str(number) if number else digits[0]
    words, zero = "", "零"
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += digits[digit] + (units[place - 1] if place else "")
        elif words and not words.endswith(zero) and number % 10**place:
            words += zero
    return words[1:] if leave_one and words.startswith(digits[1] + units[0]) else words


def letters(number: int) -> str:
    """a … z, aa, bb, … as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def roman(number: int) -> str:
    """Upper case; numbers out of range come back in digits."""
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, sign in _ROMAN + _ROMAN_SMALL:
        words += sign * (number // value)
        number %= value
    return words


def _placed(number: int, first: int, most: int) -> str:
    """The character of a row of enclosed numerals that begins at ``first``; digits beyond its end."""
    return chr(first + number - 1) if 1 <= number <= most else str(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": lambda n: _placed(n, 0x2460, 20),
    "decimalEnclosedCircleChinese": lambda n: _placed(n, 0x2460, 20),
    "decimalEnclosedParen": lambda n: _placed(n, 0x2474, 20),
    "decimalEnclosedFullstop": lambda n: _placed(n, 0x2488, 20),
    "ideographEnclosedCircle": lambda n: _placed(n, 0x3280, 10),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(abs(n))),
    "japaneseDigitalTenThousand": lambda n: "".join(_DIGITS[int(d)] for d in str(abs(n))),
    "taiwaneseDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(abs(n))),
    "chineseLegalSimplified": lambda n: chinese(n, _FORMAL, "拾佰仟", leave_one=False),
    "ideographLegalTraditional": lambda n: chinese(n, _FORMAL_HANT, "拾佰仟", leave_one=False),
    "japaneseLegal": lambda n: chinese(n, _FORMAL_HANT, "拾佰仟", leave_one=False),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": lambda n: roman(n).lower(),
    "upperRoman": roman,
    "none": lambda n: "",
}
"""By the names that WordprocessingML gives them; what is missing counts in decimal."""


def ordinal(number: int, style: str) -> str:
    return FORMATS.get(style, str)(number)
