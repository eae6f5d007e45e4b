"""A document as proposers look at it: its cleaned text, cut into paragraphs, sentences and clauses once.

All offsets are clean offsets. Cutting is cheap (one regex pass a level) and linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from quizgen.extract.candidate import Range
from quizgen.extract.leads import name_before
from quizgen.extract.numerals import LabelMention, labels
from quizgen.extract.outline import Block, Outline
from quizgen.extract.regions import Region, sentence_regions
from quizgen.extract.sentences import ENDLESS
from quizgen.model.document import Document

_SENTENCE = re.compile(r"[。！？!?]+[”’」』）)]*|\n")
_CELL = re.compile(r"\||<br ?/?>|[。！？!?]+[”’」』）)]*|\n")


_PERSON = re.compile(
    "我(?![们們国國党黨军軍省市县縣区區院校局厅部会會州方])|[你您](?![们們])|(?<!其)他(?![们們人])|[她妳](?![们們])"
)
"""A single person is spoken of."""
_TALE, _TALES = 0.25, 0.2
"""Share of such sentences from which a text may be a tale or an essay, and how much more make it one for certain."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``[start, end)`` without the stop that ends it; ``block`` is the index of its outline block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True)
class Scan:
    """A cleaned document and its outline, with the cuts that several proposers need."""

    document: Document
    outline: Outline

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.outline.blocks

    def name_of(self, block: Block) -> str:
        """What a block is called: the words before a colon or a bracket, else its title; may be empty."""
        found = name_before(self.text, block.content, block.end)
        name = self.text[found.start : found.end] if found else block.title
        return re.split("[（(]", name)[0].strip()

    @cached_property
    def subjects(self) -> Counter[str]:
        """How many blocks of a name have others under them, each under another block (症状 of every disease)."""
        titled = ((k, block) for k, block in enumerate(self.blocks) if block.title and self.outline.children(k))
        return Counter(name for _, name in {(block.parent, self.name_of(block)) for _, block in titled})

    @cached_property
    def mentions(self) -> list[LabelMention]:
        """The places where the text names a number of things, in order."""
        return list(labels(self.text))

    @cached_property
    def label_starts(self) -> frozenset[int]:
        return frozenset(mention.start for mention in self.mentions)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of all blocks in order; a table row's cells count as sentences."""
        found: list[Sentence] = []
        for index, block in enumerate(self.blocks):
            start = block.content
            for stop in _stops(self.text, block):
                if self.text[start : stop.start].strip():
                    found.append(Sentence(start, stop.start, index))
                start = stop.end
        return found

    @cached_property
    def narrated(self) -> float:
        """How far the text is a tale, an essay or a letter, from 0 to 1, by how many sentences speak of one person."""
        if not self.sentences:
            return 0.0
        personal = sum(bool(_PERSON.search(self.text, one.start, one.end)) for one in self.sentences)
        return min(max(personal / len(self.sentences) - _TALE, 0.0) / _TALES, 1.0)

    @cached_property
    def regions(self) -> list[Region]:
        """The regions of all sentences, outer before inner."""
        return [
            region
            for sentence in self.sentences
            if sentence.end - sentence.start <= ENDLESS
            for region in sentence_regions(self.text, sentence.start, sentence.end)
        ]


def _stops(text: str, block: Block) -> list[Range]:
    pattern = _CELL if block.kind == "row" else _SENTENCE
    found = [Range(m.start(), m.end()) for m in pattern.finditer(text, block.content, block.end)]
    return [*found, Range(block.end, block.end)]
