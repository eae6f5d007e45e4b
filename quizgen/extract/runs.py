"""Runs of markers: 一、 二、 三、 belong together when they start at one and go on, each level by itself.

``find_runs`` reads the markers of all lines in order and keeps a stack of open runs, outermost first. A marker goes on
with the run that waits for its number (which ends the runs inside), opens a run where its number is one, and is no
list marker otherwise (a page number, a reference). Bullets go by their indentation.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.extract.lines import Line
from quizgen.extract.markers import is_section, marker_at
from quizgen.extract.run import CLOSED, Run
from quizgen.extract.tokens import Token, tokens

_DEEPEST = 24
_WORDS = ("di", "di-measure", "di-space", "qi", "han-word", "sequence", "numbered-word", "latin", "roman-ascii")
_TOPICS = tuple(
    f"numbered-word:{word}"
    for word in (
        "考点",
        "考點",
        "知识点",
        "专题",
        "專題",
        "任务",
        "模块",
        "项目",
        "问题",
        "問題",
        "主题",
        "案例",
        "单元",
        "话题",
    )
)
"""Words that number the topics of a paper: they stand under its chapters, not under the item before."""
_PARTS = tuple(f"chapter:{word}" for word in "章编篇編")
"""What stands under nothing but a larger part of the same work."""
_CONTENT = re.compile("[，。；]|、[^、]+、")
"""What a line right below a bullet says that is no heading of further bullets."""


def find_runs(text: str, lines: list[Line]) -> list[Run]:
    """The runs of ``lines`` by their first marker; lone markers make a run of one where they begin a line."""
    stack = _Stack()
    for index, line in enumerate(lines):
        if line.kind == "heading":
            stack.enter_heading(line.depth)
        elif line.kind == "row":
            stack.close_bullets(0)
            continue
        elif line.bullet is None and marker_at(text, line.content, line.end) is None:
            _leave_bullets(text, lines, index, stack)
        colon = index > 0 and text[lines[index - 1].end - 1] in "：:？?"
        for token in tokens(text, line, index, colon):
            if not stack.place(token) and token.bulleted and line.bullet is not None:
                stack.place(replace(token, marker=line.bullet, bulleted=False))
    holders = {id(run.tokens[0].above) for run in stack.found if len(run.tokens) > 1}
    return _without_shadows([run for run in stack.found if len(run.tokens) > 1 or _stands_alone(run, holders)])


def _stands_alone(run: Run, holders: set[int]) -> bool:
    """Whether a lone marker still makes a block: a bullet or number does, a word (首先, 第一) is just a word.

    ``holders`` are the tokens that others stand under: a number in mid-line is a block where a list stands under it.
    """
    holds = run.leads or id(run.tokens[0]) in holders
    return run.heading > 0 or (holds and run.style.partition(":")[0] not in _WORDS)


def _leave_bullets(text: str, lines: list[Line], index: int, stack: _Stack) -> None:
    """An unmarked line ends the bullets it does not stand under; one that merely goes on with the last does not."""
    line = lines[index]
    before_bullet = index + 1 < len(lines) and lines[index + 1].bullet is not None
    words = text[line.content : line.end]
    below_bullet = index > 0 and lines[index - 1].bullet is not None and not line.gap
    content = below_bullet and _CONTENT.search(re.split("[（(]", words)[0])
    title = before_bullet and len(words) <= 30 and not content and not stack.goes_on(line, lines[index + 1])
    heads = text[line.end - 1] in "：:？?" or title
    if heads or line.gap:
        stack.close_bullets(line.indent, only_markdown=not heads)


class _Stack:
    def __init__(self) -> None:
        self.found: list[Run] = []
        self.open: list[Run] = []
        self.headings: list[Run] = []
        self.parked: dict[str, Run] = {}

    def enter_heading(self, depth: int) -> None:
        self.open.clear()
        self.parked.clear()
        while self.headings and self.headings[-1].heading > depth:
            self.headings.pop()

    def close_bullets(self, indent: int, only_markdown: bool = False) -> None:
        for at, run in enumerate(self.open):
            markdown = run.style[-1] in "-*+"
            if run.style.startswith("bullet") and run.indent >= indent and (markdown or not only_markdown):
                self._cut(at)
                return

    def goes_on(self, line: Line, below: Line) -> bool:
        """Whether bullets that are indented go on behind a line that is not: it lost its indentation."""
        loose = line.gap or below.gap or below.indent <= line.indent
        return not loose and any(run.is_bullet and run.indent == below.indent for run in self.open)

    def place(self, token: Token) -> bool:
        """Put a marker into the run it belongs to; whether there is one."""
        if token.heading:
            self._place_heading(token)
        elif token.marker.number is None:
            self._place_unnumbered(token)
        else:
            return self._place_ordinal(token, token.marker.number)
        return True

    def _place_heading(self, token: Token) -> None:
        number = token.marker.number or 0
        for at in range(len(self.headings) - 1, -1, -1):
            run = self.headings[at]
            if run.heading == token.heading and run.style == token.marker.style and number == run.number + 1:
                del self.headings[at + 1 :]
                run.add(token, number)
                return
        run = Run(token.marker.style, True, 0, heading=token.heading)
        run.add(token, number)
        self.headings = [*self.headings[-_DEEPEST:], run]
        self.found.append(run)

    def _place_unnumbered(self, token: Token) -> None:
        """Bullets go on at their own indentation; questions and answers with the run of their kind."""
        bullet = token.marker.style.startswith("bullet")
        if token.marker.style == "question" and not any(run.style == "question" for run in self.open):
            self._cut(0)
        if bullet:
            while self.open and self.open[-1].indent > token.indent:
                self._cut(len(self.open) - 1)
        for at in range(len(self.open) - 1, -1, -1):
            run = self.open[at]
            if run.style == token.marker.style and (not bullet or run.indent == token.indent):
                if not token.leads and run.tokens[-1].line != token.line:
                    self._cut(at)
                    break
                self._cut(at + 1)
                run.add(token, len(run.tokens) + 1)
                return
        self._start(token, 1)

    def _place_ordinal(self, token: Token, number: int) -> bool:
        if is_section(token.marker.style):
            self.parked.clear()
        if token.marker.style in _PARTS:
            self._cut(next((at for at, run in enumerate(self.open) if not is_section(run.style)), len(self.open)))
        while token.leads and self.open and self._ends_bullets(self.open[-1], token):
            self._cut(len(self.open) - 1)
        waiting = [at for at, run in enumerate(self.open) if run.goes_on(token, number)]
        if waiting:
            within = [at for at in waiting if number <= self.open[at].promised]
            alike = [at for at in within if self.open[at].alike(token)]
            at = (alike or within or waiting)[-1]
            self._cut(at + 1)
            self.open[at].take(token, number)
        elif (parked := self.parked.get(token.marker.style)) and parked.goes_on(token, number):
            del self.parked[token.marker.style]
            parked.above, parked.eldest = self._innermost(), None
            self.open.append(parked)
            parked.add(token, number)
        elif (number == 1 or is_section(token.marker.style)) and (not token.marker.glued or self._may_open(token)):
            if token.marker.style in _TOPICS:
                self._cut(next((at for at, run in enumerate(self.open) if not is_section(run.style)), len(self.open)))
            self._restart(token)
            self._start(token, number)
        else:
            return False
        return True

    def _may_open(self, token: Token) -> bool:
        """Whether a first marker that is glued to a word opens a run: it stands in no item of a run of its style."""
        return token.marker.opens and not (self.open and self.open[-1].style == token.marker.style)

    @staticmethod
    def _ends_bullets(run: Run, token: Token) -> bool:
        """Whether an ordinal ends bullets: they are deeper, or as deep as it and an empty line parts them."""
        apart = run.indent == token.indent and token.gap and run.style[-1] in "-*+"
        return run.is_bullet and (run.indent > token.indent or apart)

    def _restart(self, token: Token) -> None:
        """A second 一、 begins a sibling list, unless it stands inside an item: behind a colon, or deeper."""
        same = [at for at, run in enumerate(self.open) if run.style == token.marker.style]
        if not same:
            return
        last = self.open[same[-1]]
        nested = token.leads and last.leads and token.indent > last.indent
        if (len(same) > 1 and not nested) or (not token.after_colon and last.alike(token)):
            self._cut(same[-1])

    def _start(self, token: Token, number: int) -> None:
        self._cut(_DEEPEST)
        run = Run(
            token.marker.style,
            token.leads,
            token.indent,
            self._container(token),
            token.bulleted,
            promised=token.promised,
        )
        run.add(token, number)
        self.open.append(run)
        self.found.append(run)

    def _container(self, token: Token) -> Token | None:
        """The item that a new run stands under.

        Bullets as deep as the numbers before them stand beside those, where the numbers are bulleted themselves, or an
        empty line parts them and no item before has bullets.
        """
        top = self.open[-1] if self.open else None
        if top and token.marker.number is None and top.leads and top.indent == token.indent and not top.holds_bullets:
            over = token.gap and len(top.tokens) > 1 and top.number < CLOSED and not top.is_bullet
            if top.bulleted or over:
                return top.above
            top.holds_bullets = True
        return self._innermost()

    def _innermost(self) -> Token | None:
        return self.open[-1].tokens[-1] if self.open else None

    def _cut(self, at: int) -> None:
        for run in self.open[at:]:
            self.parked[run.style] = run
        del self.open[at:]


def _without_shadows(runs: list[Run]) -> list[Run]:
    """``①第一，`` ``②第二，`` are one list: the outer markers go, the inner stay."""
    shadows: set[int] = set()
    for inner in runs:
        outer = inner.tokens[0].above.run if inner.tokens[0].above else None
        if outer is None or len(outer.tokens) != len(inner.tokens) or len(inner.tokens) < 2:
            continue
        pairs = list(zip(outer.tokens, inner.tokens, strict=True))
        if all(o.line == i.line and o.marker.end == i.marker.start for o, i in pairs):
            shadows.add(id(outer))
            for o, i in pairs:
                i.above = o.above
    return [run for run in runs if id(run) not in shadows]
