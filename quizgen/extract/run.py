"""One run of markers: what it holds, and whether a marker goes on with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.extract.markers import LAST
from quizgen.extract.tokens import ANY, Token

CLOSED = 99
"""The number of a run of words that 最后 has closed."""
_FAR_INLINE = 1500
"""A marker in mid-line that is farther than this from the one before belongs to something else."""
_ENCLOSED = ("circled", "paren-digit", "digit-point")


@dataclass(slots=True, eq=False)
class Run:
    """Markers of one style in order. ``number`` is the last one's (counted on where Markdown repeats ``1.``)."""

    style: str
    leads: bool
    indent: int
    above: Token | None = None
    bulleted: bool = False
    """Numbers behind Markdown bullets (``- 1. ``)."""
    holds_bullets: bool = False
    promised: int = ANY
    """How many markers the words before the first one promise (两件事：)."""
    heading: int = 0
    tokens: list[Token] = field(default_factory=list)
    eldest: Token | None = None
    number: int = 0
    repeated: bool = False
    gaps: int = 0
    """Markers that are missing or stand twice."""

    @property
    def position(self) -> int:
        """Where the last marker stands."""
        return self.tokens[-1].marker.start

    def add(self, token: Token, number: int) -> None:
        token.run = self
        token.above, token.eldest = self.above, self.eldest
        self.eldest = self.eldest or token
        if len(self.tokens) == 1 and self.tokens[0].marker.opens:
            self.leads = token.leads
        self.tokens.append(token)
        self.number = number

    @property
    def is_bullet(self) -> bool:
        return self.style.startswith("bullet")

    def alike(self, token: Token) -> bool:
        """Whether a marker begins its line as these do, as deep as they."""
        opened = len(self.tokens) == 1 and self.tokens[0].marker.opens
        return opened or (self.leads == token.leads and (self.indent == token.indent or not token.leads))

    def goes_on(self, token: Token, number: int) -> bool:
        """Whether a marker of this number may be the next one."""
        style = token.marker.style
        if not token.leads and token.marker.start - self.position > _FAR_INLINE:
            return False
        if token.marker.glued and (self.tokens[-1].line != token.line or number != self.number + 1):
            return False
        if self.style != style:
            return number > 10 and number == self.number + 1 and self.style in _ENCLOSED and style in _ENCLOSED
        if style == "sequence":
            return self.number < CLOSED and (number > self.number or number in (LAST, 2))
        if number == self.number + 1:
            return True
        if not (token.leads and self.alike(token)):
            return False
        repeats = number == 1 and self.number == len(self.tokens) and (self.repeated or self.number == 1)
        return (repeats and style == "arabic-point") or (number == self.number + 2 > 2) or (number == self.number > 1)

    def take(self, token: Token, number: int) -> None:
        """Go on with a marker; what is missing, stands twice or begins anew is counted on."""
        if self.style == "sequence":
            self.add(token, CLOSED if number == LAST else number)
        elif number == 1:
            self.repeated = True
            self.add(token, self.number + 1)
        else:
            self.gaps += number != self.number + 1
            self.add(token, max(number, self.number + 1))
