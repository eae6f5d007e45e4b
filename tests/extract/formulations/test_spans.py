"""Whatever the document, what is found stands at its spans, gaps inside their sentence, and twice the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.extract.formulations import propose_formulations
from quizgen.extract.outline import outline
from quizgen.extract.sentences import sentences
from quizgen.model.document import Document, Edit
from quizgen.model.extraction import Piece

_PHRASES = (
    "蒸腾作用是水分从植物体表散失的过程",
    "它是植物吸收水分的主要动力",
    "张衡指出：“不患位之不尊，而患德之不崇。”",
    "“知之为知之，不知为不知”",
    "只有加强巡查，才能防止决口",
    "每年必须检修2次",
    "所谓复利，就是利上加利的计息方法",
    "败血症：细菌侵入血液循环引起的全身感染",
    "问政于民、问需于民、问计于民",
    "为什么",
    "（见下表）",
    "第三条 单位应当建立档案",
    "一、", "- ", "| 栈 | 后进先出是栈的特征 |", "\n", "\n\n## 绪论\n", "。", "，", "；", "“", "”", "(", "1.",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PHRASES) | st.text("的是一A1，。“”\n", max_size=4), max_size=14).map("".join)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    text = draw(_TEXTS)
    edits, at = [], 0
    while at < len(text) and len(edits) < 4:
        start = draw(st.integers(at, len(text) - 1))
        end = min(len(text), start + draw(st.integers(1, 3)))
        edits.append(Edit(start, end, draw(st.sampled_from(["", "水", "土地", text[start:end]])), "case"))
        at = end
    return Document(source="case.txt", raw=text).edited(edits)


def _read(document: Document, piece: Piece) -> str:
    """What the spans of a piece say after the document's repairs, read segment by segment."""
    words = []
    for span in piece.spans:
        for segment in document.segments:
            if segment.start < span.end and span.start < segment.end:
                if segment.reason:
                    assert span.start <= segment.start
                    assert segment.end <= span.end
                    words.append(segment.text)
                else:
                    words.append(document.raw[max(span.start, segment.start) : min(span.end, segment.end)])
    return "".join(words)


@settings(deadline=None, max_examples=150)
@given(_documents())
def test_found_words_stand_at_their_spans(document: Document) -> None:
    found, _ = propose_formulations(document, outline(document))
    for formulation in found:
        whole = Piece(text=formulation.text, spans=formulation.spans)
        extra = [piece for piece in (formulation.term, formulation.subject) if piece]
        for piece in (whole, *formulation.gaps, *formulation.occurrences, *extra):
            assert piece.text
            assert _read(document, piece) == piece.text
        for gap in formulation.gaps:
            assert gap.text in formulation.text
            assert len(gap.text) < len(formulation.text)
        assert formulation.replaces < len(formulation.text)
    assert len({f.id for f in found}) == len(found)
    assert propose_formulations(document, outline(document))[0] == found


@given(_TEXTS)
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    at = 0
    rest = []
    for sentence in sentences(text, 0, len(text)):
        assert at <= sentence.start < sentence.end
        rest.append(text[at : sentence.start])
        at = sentence.end
        begin = sentence.start
        for clause in sentence.clauses:
            assert begin <= clause.start < clause.end <= sentence.end
            begin = clause.end
    rest.append(text[at:])
    assert not any(char.isalnum() for char in "".join(rest))


def test_a_sentence_keeps_its_quotation() -> None:
    text = "他说：“天要下雨。快收衣服！”母亲点头。『甲。乙。』之后，他走了。"
    assert [text[s.start : s.end] for s in sentences(text, 0, len(text))] == [
        "他说：“天要下雨。快收衣服！”",
        "母亲点头。",
        "『甲。乙。』之后，他走了。",
    ]


def test_a_stray_quotation_mark_does_not_swallow_the_rest() -> None:
    text = "他说：“天要下雨。快收衣服。母亲点头。"
    assert len(list(sentences(text, 0, len(text)))) == 3


def test_hostile_text_takes_no_time() -> None:
    for filler in ("“", "（", "是", "一是", "，", "只有", "“是，", "水1年"):
        text = filler * (20_000 // len(filler))
        document = Document(source="case.txt", raw=text)
        propose_formulations(document, outline(document))
