"""The structure of a document: blocks, their markers and levels, and which block stands under which.

A block is a line of cleaned text (cleaning has joined hard-wrapped lines), or a stretch of a line that begins with a
marker of its own (``…。二、坚持…``). Block marks of Markdown (``#``, ``-``, ``|``, ``>``) are still in the text;
``content`` is the offset behind marks and marker.
"""

from __future__ import annotations

import re

from quizgen.extract.blocks import Block, BlockKind, Marker, MarkerRun, Outline
from quizgen.extract.lines import Line, lines
from quizgen.extract.markers import Found, is_section
from quizgen.extract.run import Run
from quizgen.extract.runs import find_runs
from quizgen.extract.tokens import Token
from quizgen.model.document import Document

__all__ = ["Block", "BlockKind", "Marker", "MarkerRun", "Outline", "outline"]

_TITLE_LONGEST = 40
_DEEPEST = 24
_INDENTED = 6
"""Levels of an outline that only indentation tells."""
_TITLE_ENDS = re.compile(r"[\s:：？?；;，,、]+\Z")
_ASIDE = re.compile(r"[（(〔\[【](?:[^（()）〔〕\[\]【】]|[（(][^（()）]*[）)])*[）)〕\]】]")
_TELLS = re.compile("[。！!;；…][”’」』]*\\Z|等\\Z|、[^、]+、")
"""What a line says that is no title: a sentence, a series."""
_NAMED = re.compile("[^，。；：！？、\\s]{2,12}[：:](?=.)")
"""A name with its meaning, which even a quotation may say of what stands below it."""
_SENTENCE_END = re.compile(r"[。！!；;][”’」』）)]*")


def outline(document: Document) -> Outline:
    """The structure of a cleaned document."""
    text = document.text
    rows = lines(text)
    return _Builder(text, rows, find_runs(text, rows)).build()


class _Builder:
    def __init__(self, text: str, rows: list[Line], runs: list[Run]) -> None:
        self.text, self.lines, self.runs = text, rows, runs
        self.blocks: list[Block] = []
        self.index: dict[int, int] = {}
        """id of a token → its block"""
        self.latest: dict[int, int] = {}
        """id of a run → the block of its last item so far"""
        self.before: dict[int, int] = {}
        """block of an item → that of the item before it in its run"""
        self.parents: set[int] = set()
        """blocks that have others under them"""
        self.headings: list[tuple[int, int]] = []
        """open headings: depth, block"""
        self.plain: list[int] = []
        """unmarked lines, each more indented than the one before it here, outermost first"""

    def build(self) -> Outline:
        by_line: dict[int, list[Token]] = {}
        for run in self.runs:
            for token in run.tokens:
                by_line.setdefault(token.line, []).append(token)
        last: int | None = None
        for number, line in enumerate(self.lines):
            tokens = sorted(by_line.get(number, ()), key=lambda token: token.marker.start)
            last = self._line(number, line, tokens, last)
        return Outline(tuple(self.blocks), tuple(self._run(run) for run in self.runs if len(run.tokens) > 1))

    def _line(self, number: int, line: Line, tokens: list[Token], last: int | None) -> int | None:
        cuts = [token.marker.start for token in tokens]
        first = cuts[0] if cuts else line.end
        leading = bool(tokens) and tokens[0].leads
        if line.kind == "heading":
            return self._heading(number, line, tokens)
        if not leading and (first > line.content):
            parent = self._outdented(number, line)
            if parent is None:
                parent = self._table_parent(line, last)
            if parent is None:
                parent = self._paragraph_parent(line, last)
            self._add("row" if line.kind == "row" else "paragraph", line.start, line.content, first, parent, number)
            self.plain = [*self.plain[-_INDENTED:], len(self.blocks) - 1]
        for at, token in enumerate(tokens):
            end = cuts[at + 1] if at + 1 < len(cuts) else line.end
            start = line.start if at == 0 and token.leads else token.marker.start
            self._item(token, start, end, number)
            last = len(self.blocks) - 1
        return last

    def _heading(self, number: int, line: Line, tokens: list[Token]) -> int | None:
        while self.headings and self.headings[-1][0] >= line.depth:
            self.headings.pop()
        parent = self.headings[-1][1] if self.headings else None
        marker = tokens[0].marker if tokens else None
        content = tokens[-1].marker.end if tokens else line.content
        index = self._add("heading", line.start, content, line.end, parent, number, marker)
        for token in tokens:
            self.index[id(token)] = index
        self.headings.append((line.depth, index))
        return None

    def _outdented(self, number: int, line: Line) -> int | None:
        """The unmarked title that an indented line stands under, where nothing but such lines is between them."""
        if line.kind != "text" or line.gap or not self.plain or self.blocks[self.plain[-1]].line != number - 1:
            self.plain.clear()
        while self.plain and self.lines[self.blocks[self.plain[-1]].line].indent >= line.indent:
            self.plain.pop()
        above = self.plain[-1] if self.plain else None
        deeper = "\u3000" not in self.text[line.start : line.content]
        return above if above is not None and deeper and self.blocks[above].title else None

    def _table_parent(self, line: Line, last: int | None) -> int | None:
        """The titled item that a table stands right below."""
        if line.kind != "row" or last is None or not self.blocks[last].title:
            return None
        between = self.blocks[last + 1 :]
        return last if all(block.kind == "row" and block.parent == last for block in between) else None

    def _paragraph_parent(self, line: Line, last: int | None) -> int | None:
        """A paragraph stands under the titled item before it, if the items of that list have text of their own."""
        heading = self.headings[-1][1] if self.headings else None
        at = last
        while at is not None and at != heading:
            block = self.blocks[at]
            if block.kind == "item" and block.level < _DEEPEST and self._holds(at, block, line):
                return at
            at = block.parent
        return heading

    def _holds(self, index: int, block: Block, line: Line) -> bool:
        if line.indent > self.lines[block.line].indent + 1:
            return True
        markdown = block.marker is not None and block.marker.style[-2:] in (":-", ":*", ":+")
        before = self.before.get(index)
        tight = before is not None and before not in self.parents
        return bool(block.title) and not (markdown and line.gap) and not tight

    def _item(self, token: Token, start: int, end: int, number: int) -> None:
        if token.eldest is not None:
            parent = self.blocks[self.index[id(token.eldest)]].parent
        else:
            parent = self._lead(token)
            above = token.above
            while parent is None and above is not None:
                parent, above = self.index.get(id(above)), above.above
            if parent is None and self.headings:
                parent = self.headings[-1][1]
        kind: BlockKind = "heading" if is_section(token.marker.style) else "item"
        content = token.marker.end
        while content < end and self.text[content].isspace():
            content += 1
        index = self._add(kind, start, content, end, parent, number, token.marker)
        if token.run is not None and (last := self.latest.get(id(token.run))) is not None:
            self.before[index] = last
        self.latest[id(token.run)] = self.index[id(token)] = index

    def _lead(self, token: Token) -> int | None:
        """The paragraph right before a first item, where its end introduces the items."""
        if not self.blocks:
            return None
        block = self.blocks[-1]
        if block.kind != "paragraph":
            return None
        words = self.text[block.content : block.end].strip()
        if _ASIDE.fullmatch(words):
            return None
        if not token.leads and block.line == token.line:
            return len(self.blocks) - 1
        remark = self._quoted(block.line) and not self._quoted(token.line) and not _NAMED.match(words)
        ends_open = not remark and not _TELLS.search(_ASIDE.sub("", words))
        introduces = any(word in words[-40:] for word in ("如下", "以下", "下列"))
        if words.endswith(tuple("：:？?")) or introduces or (ends_open and len(words) <= _TITLE_LONGEST):
            return len(self.blocks) - 1
        return None

    def _quoted(self, line: int) -> bool:
        """Whether a line is a Markdown quotation."""
        return ">" in self.text[self.lines[line].start : self.lines[line].content]

    def _add(
        self,
        kind: BlockKind,
        start: int,
        content: int,
        end: int,
        parent: int | None,
        line: int,
        found: Found | None = None,
    ) -> int:
        marker = Marker(*found[:4]) if found else None
        level = 0 if parent is None else self.blocks[parent].level + 1
        title = "" if kind == "row" else self._title(kind, content, end)
        if parent is not None:
            self.parents.add(parent)
        self.blocks.append(Block(kind, start, content, end, level, marker, parent, title, line))
        return len(self.blocks) - 1

    def _title(self, kind: BlockKind, content: int, end: int) -> str:
        words = self.text[content : min(end, content + 120)].strip()
        if end - content > 120 or _SENTENCE_END.search(words.rstrip("；;")):
            return ""
        if kind == "paragraph" and _ASIDE.fullmatch(words):
            return ""
        title = _TITLE_ENDS.sub("", words)
        return title if kind == "heading" or len(title) <= _TITLE_LONGEST else ""

    def _run(self, run: Run) -> MarkerRun:
        items = tuple(self.index[id(token)] for token in run.tokens)
        parents = {self.blocks[item].parent for item in items}
        parent = self.blocks[items[0]].parent
        lead = parent if parent is not None and parent == items[0] - 1 else None
        return MarkerRun(run.style, items, lead, not run.leads, run.gaps, run.repeated, len(parents) > 1)
