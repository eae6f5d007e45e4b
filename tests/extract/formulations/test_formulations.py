"""What is found in sentences of our own, form by form. Cases stand in the .tsv and .txt files beside this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.extract import formulations
from quizgen.extract.candidate import Range
from quizgen.extract.formulations import propose_formulations
from quizgen.extract.formulations.borders import torn
from quizgen.extract.formulations.choose import needed, weights
from quizgen.extract.formulations.definitions import FORMS, Form
from quizgen.extract.formulations.definitions import propose as propose_definitions
from quizgen.extract.formulations.gaps import choose_gaps
from quizgen.extract.formulations.principles import propose as propose_principles
from quizgen.extract.formulations.quotes import propose as propose_quotes
from quizgen.extract.formulations.quotes import who
from quizgen.extract.formulations.subjects import restored
from quizgen.extract.formulations.tokens import tokenize
from quizgen.extract.formulations.trim import trimmed
from quizgen.extract.formulations.view import View
from quizgen.extract.outline import outline
from quizgen.model.document import Document, Flag, Script, Span
from quizgen.model.extraction import Considered, Formulation

_HERE = Path(__file__).parent


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def _document(text: str) -> Document:
    script: Script = "hant" if any(char in text for char in "說個為與這們來對國學進「") else "hans"
    return Document(source="case.txt", raw=text, script=script)


def _view(text: str) -> View:
    document = _document(text)
    return View.of(document, outline(document))


def _found(text: str) -> list[Formulation]:
    document = _document(text)
    return propose_formulations(document, outline(document))[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_proves_itself(form: Form) -> None:
    assert form.pattern.match(form.example)
    for rejected in form.rejects:
        assert not any(c.rule == form.name for c in propose_definitions(_view(rejected))), rejected


@pytest.mark.parametrize(("rule", "term", "text"), _rows("definitions.tsv"))
def test_definitions(rule: str, term: str, text: str) -> None:
    view = _view(text)
    found = [(c.rule, view.document.text[slice(*c.term)]) for c in propose_definitions(view) if c.term]
    assert (rule, term) in found


@pytest.mark.parametrize(("rule", "term", "text"), _rows("definitions.tsv"))
def test_a_definition_alone_is_taken(rule: str, term: str, text: str) -> None:
    taken = [f for f in _found(text) if f.kind == "definition" and f.term]
    assert [f.term.text for f in taken if f.term] == [term]


@pytest.mark.parametrize("text", [row[0] for row in _rows("unnamed.txt")])
def test_what_names_no_term_is_no_definition(text: str) -> None:
    assert [f.text for f in _found(text) if f.kind == "definition"] == []
    assert [c.term for c in propose_definitions(_view(text)) if c.term] == []


@pytest.mark.parametrize(("speaker", "quotations", "text"), _rows("quotes.tsv"))
def test_quotes(speaker: str, quotations: str, text: str) -> None:
    view = _view(text)
    expected = [(None if speaker == "-" else speaker, words) for words in quotations.split("/")]
    assert [(c.speaker, view.document.text[slice(*c.range)]) for c in propose_quotes(view)] == expected


@pytest.mark.parametrize(("speaker", "quotations", "text"), _rows("quotes.tsv"))
def test_a_quotation_is_taken_without_the_words_around_it(speaker: str, quotations: str, text: str) -> None:
    assert [f.text for f in _found(text)] == quotations.split("/")


def test_reported_speech_is_no_quotation() -> None:
    text = "秦教授指出，治理水土流失必须坚持工程措施与生物措施相结合，二者缺一不可。"
    (found,) = _found(text)
    assert found.kind == "principle"
    assert found.text == "治理水土流失必须坚持工程措施与生物措施相结合，二者缺一不可。"
    assert found.speaker == "秦教授"


@pytest.mark.parametrize("text", [row[0] for row in _rows("refused.txt")])
def test_refused(text: str) -> None:
    assert _found(text) == []


@pytest.mark.xfail(strict=True, reason="a rule of the house reads like a rule of the subject")
@pytest.mark.parametrize("text", [row[0] for row in _rows("known_failures.txt")])
def test_known_failures(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(("gaps", "text"), _rows("gaps.tsv"))
def test_gaps(gaps: str, text: str) -> None:
    chosen = [text[gap.start : gap.end] for gap in choose_gaps(text)]
    assert set(gaps.split("/")) <= set(chosen)


@pytest.mark.parametrize(("verdict", "marked"), _rows("borders.tsv"))
def test_borders(verdict: str, marked: str) -> None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    tokens = tokenize(text)
    words = [k for k, word in enumerate(tokens) if start <= word.start and word.end <= end]
    assert (tokens[words[0]].start, tokens[words[-1]].end) == (start, end), "the example itself is no row of words"
    assert torn(text, tokens, words[0], words[-1] + 1) == (verdict == "torn")


@pytest.mark.parametrize(("torn", "text"), _rows("no_gaps.tsv"))
def test_a_gap_cuts_no_name_and_is_no_unit(torn: str, text: str) -> None:
    chosen = [text[gap.start : gap.end] for gap in choose_gaps(text)]
    assert chosen
    assert not any(gap == word or (len(word) > 1 and gap.endswith(word)) for gap in chosen for word in torn.split("/"))


@pytest.mark.parametrize(("subject", "text"), _rows("subjects.tsv"))
def test_a_pronoun_gets_its_subject(subject: str, text: str) -> None:
    view = _view(text)
    second = view.units[-1]
    found = restored(view, second, Range(second.start, second.end))
    assert (view.text[slice(*found[0])] if found else "-") == subject


def test_the_pronoun_that_a_subject_replaces_is_marked() -> None:
    (_, second) = _found("蒸腾作用是水分以气态从植物体表散失的过程。它是植物吸收和运输水分的主要动力。")
    assert second.subject is not None
    assert (second.subject.text, second.text[: second.replaces]) == ("蒸腾作用", "它")


@pytest.mark.parametrize(("rest", "text"), _rows("trimmed.tsv"))
def test_a_card_does_without(rest: str, text: str) -> None:
    view = _view(text)
    assert view.text[slice(*trimmed(view, view.units[-1]))] == rest


def test_a_name_is_no_pronoun() -> None:
    assert all(f.replaces == 0 for f in _found("其他组织，是指依法成立而不具备法人资格的社会组织。"))


def test_the_fullest_of_several_variants_stays_with_its_occurrences() -> None:
    text = "安全是生产的前提，质量是企业的生命。\n人人有责。\n安全是生产的前提，质量是企业的生命，效益是发展的根本。"
    (found,) = [f for f in _found(text) if "前提" in f.text]
    assert found.text.startswith("安全是生产的前提，质量是企业的生命，效益")
    assert [piece.text for piece in found.occurrences] == ["安全是生产的前提，质量是企业的生命。"]
    assert [piece.spans for piece in found.occurrences] == [(Span(0, 18),)]


def test_damaged_text_is_left_out() -> None:
    raw = "细胞是生物体结构和功能的基本单位。"
    damaged = Document(source="case.txt", raw=raw, flags=(Flag(Span(4, 6), "unreadable"),))
    assert propose_formulations(damaged, outline(damaged)) == ([], [])


@pytest.mark.parametrize("clause", ["他想了很久", "对她", "违反本办法第九条", "取得的", "它"])
def test_these_words_name_no_speaker(clause: str) -> None:
    assert who(clause) is None


def test_what_people_of_a_story_say_is_no_quotation() -> None:
    text = (
        "老周推开了仓库的门，他看了看梁上的麻袋。他蹲下来摸着地面，慢慢抽完了一袋烟。"
        "“今年的谷子比去年多收了三成。”他说道：“你把东边的窗子也关上，夜里怕是要刮风。”"
        "我跟着他走过了晒场，月亮已经上来了。他提着马灯，走过了三座粮囤。"
    )
    assert _found(text) == []


def test_a_saying_in_a_story_is_a_quotation_however_short() -> None:
    text = (
        "老周推开了仓库的门，他看了看梁上的麻袋。他蹲下来摸着地面，慢慢抽完了一袋烟。"
        "古人说：“苗以泉生，民以食存。”我跟着他走过了晒场，月亮已经上来了。他提着马灯，走过了三座粮囤。"
    )
    assert [f.text for f in _found(text)] == ["苗以泉生，民以食存。"]


def test_every_candidate_is_explained() -> None:
    document = _document("细胞是生物体结构和功能的基本单位。谢谢大家的耐心聆听！")
    taken, considered = propose_formulations(document, outline(document), explain=True)
    assert [c.verdict for c in considered if c.text == taken[0].text] == ["taken"]
    assert [c.verdict for c in considered if c.text.startswith("谢谢")] == ["too little evidence"]
    assert all(c.evidence for c in considered)


@pytest.mark.parametrize(
    "text",
    [
        "水库移民有权了解补偿资金的发放情况。",
        "社员享有选举权，社员有参加社员大会并提出议案的权利。",
        "渔民的养殖水面使用权不受任何单位侵犯。",
    ],
)
def test_rights_and_duties_are_principles(text: str) -> None:
    assert [c.rule for c in propose_principles(_view(text))] == ["must"]


_NOTES = "## 堤防\n背水坡长期渗水会使坝体变软\n\n汛期的水位由水文站逐时报告\n\n减压井用来排出坝基的渗水\n"


def _explained(text: str) -> list[Considered]:
    document = _document(text)
    return propose_formulations(document, outline(document), explain=True)[1]


def test_an_author_who_ends_no_line_with_a_full_stop_is_not_blamed_for_it() -> None:
    stopped = _NOTES.replace("报告\n", "报告。\n").replace("渗水\n", "渗水。\n") + "护坡石块之间要填满碎石。\n" * 8
    (blamed,) = [c for c in _explained(stopped) if c.text == "背水坡长期渗水会使坝体变软"]
    (free,) = [c for c in _explained(_NOTES) if c.text == "背水坡长期渗水会使坝体变软"]
    assert blamed.evidence["unstopped alone"] > free.evidence.get("unstopped alone", 0.0)


def test_items_of_a_list_count_less_than_sentences() -> None:
    text = "堤防工程的养护包括：清除杂草、填补冲沟、疏通排水沟。背水坡长期渗水会使坝体变软。"
    document = _document(text)
    at = text.index("清除")
    listed = [Range(at, at + 4), Range(at + 5, at + 9), Range(at + 10, at + 15)]
    _, considered = propose_formulations(document, outline(document), explain=True, listed=listed)
    held = [c.evidence.get("holds list") for c in considered if "清除杂草" in c.text]
    assert held
    assert all(held)
    item = "背水坡长期渗水会使坝体变软。"
    place = Range(text.index(item), len(text))
    for places, expected in (([], None), ([place], 1.0), ([Range(place.start + 1, place.end - 1)], 1.0)):
        _, considered = propose_formulations(document, outline(document), explain=True, listed=places)
        assert [c.evidence.get("listed") for c in considered if c.text == item] == [expected]


def test_of_a_longer_document_a_smaller_part_is_taken() -> None:
    sentence = "{}号闸门由{}号泵站供电，开度不得超过百分之{}。"
    least = []
    for size in (20, 400):
        view = _view("\n".join(sentence.format(k, k, k) for k in range(11, 11 + size)))
        least.append(needed(view, [1 - k / size for k in range(size)]))
    assert least[0] < least[1]


def test_every_weight_is_of_a_feature_that_exists() -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted(Path(formulations.__path__[0]).glob("*.py")))
    unknown = [name for name in weights() if f'"{name.removeprefix("rule:")}"' not in sources]
    assert unknown == []


def test_a_short_sentence_is_no_repeat_of_a_long_one_that_takes_it_up() -> None:
    short = "堵疏结合，以疏为主。"
    long = "大禹治水留给后人的根本经验，是堵疏结合，以疏为主，顺着地势把洪水引向大海，而不是一味加高堤防去和水争地。"
    told = {c.text: c.verdict for c in _explained(f"{short}\n渠首设闸。\n{long}")}
    assert told[long] == "taken"
    assert told[short] != "repeats a fuller one"
    fuller = "堵疏结合，以疏为主，疏而不漏。"
    assert {c.text: c.verdict for c in _explained(f"{short}\n渠首设闸。\n{fuller}")}[short] == "repeats a fuller one"


def test_a_short_sentence_said_twice_beside_the_long_one_that_takes_it_up_is_one() -> None:
    short = "灯塔是引导船只夜航的建筑物。"
    long = (
        short[:-1]
        + "，它立在岬角、港口或者暗礁之上，白天以外形，夜里以灯光，雾中以声响，告诉海员自己身在何处、应当驶向何方。"
    )
    found = _found(f"一、灯塔\n\n{long}\n\n二、复习\n\n{short}\n\n三、再复习\n\n{short}\n")
    assert [(one.text, len(one.occurrences)) for one in found] == [(long, 0), (short, 1)]


def test_what_stands_below_a_term_in_a_line_of_its_own_is_its_definition() -> None:
    text = "一、航标\n\n1.灯塔：\n设在岬角上用灯光引导船只的塔形建筑物。\n2.浮标：\n漂在水面上指示航道界限的标志。\n"
    found = [(f.term.text if f.term else "", f.text) for f in _found(text) if f.rule == "gloss"]
    assert found == [("灯塔", "设在岬角上用灯光引导船只的塔形建筑物。"), ("浮标", "漂在水面上指示航道界限的标志。")]
    story = "1.灯塔：\n昨天我们走了很远的路。\n2.浮标：\n应当每年油漆一次。\n"
    assert [f.text for f in _found(story) if f.rule == "gloss"] == []


@pytest.mark.parametrize(
    ("feature", "words", "other"),
    [
        ("torn", "和大家一起油漆浮标", "和弦是三个以上的音同时发声"),
        ("no subject", "由船长决定何时返航", "有机肥料能够改良土壤"),
        ("ask", "分析上述材料中的航线", "分析天平的精度高于台秤"),
        ("ask", "养蜂的意义", "养蜂对农业具有重大意义"),
        ("first person", "本文介绍航标的种类", "基本文件必须随船保存"),
        ("hedge", "有的浮标会漂走", "所有的浮标都要编号"),
        ("person", "船到港时他打开舱门", "利他行为有利于种群延续"),
        ("site", "点击关注我们的公众号", "舆论关注渔业资源的保护"),
        ("work", "推广新式浮标和灯具", "推广是卖方的促销活动"),
        ("second person", "请各位船长入座", "海员代表参加船舶检查"),
        ("aspect", "他走过了三座灯塔", "通过海峡的船只必须减速"),
        ("series", "灯塔、浮标、灯船、导标", "船长应当检查灯塔、浮标、灯船和导标"),
    ],
)
def test_evidence_is_in_words_not_in_parts_of_them(feature: str, words: str, other: str) -> None:
    told, untold = (c[0].evidence for c in (_explained(words + "。"), _explained(other + "。")))
    assert told.get(feature)
    assert not untold.get(feature)


def test_a_quotation_that_says_which_one_is_meant_does_not_go_before_its_sentence() -> None:
    (saying, name) = (
        next(c for c in _explained(text) if c.rule.endswith("attributed")).evidence
        for text in ("船长说：“先看灯塔，再看海图。”", "船长提出“先看灯塔，再看海图”的要求，并教会了所有水手。")
    )
    assert "names what follows" not in saying
    assert name["names what follows"] == 1.0


def test_a_field_under_every_head_is_no_term() -> None:
    text = "# 灯塔\n\n用料：花岗石砌成的厚墙\n\n# 灯船\n\n用料：铁板铆成的船体\n"
    assert all(c.evidence["field"] == 1.0 for c in _explained(text) if c.rule.endswith("note"))
    assert all(not c.evidence.get("field") for c in _explained(text[: text.index("# 灯船")]) if c.rule.endswith("note"))


def test_the_core_of_a_long_sentence_stands_by_itself() -> None:
    text = (
        "随着近海航运的发展和各个港口的扩建，渔民和船员对出海平安、返航平安的愿望越来越迫切，各地都在修建，"
        "灯塔是保障船只夜间航行安全的重要设施，更是沿海居民世代守护的共同财产。"
    )
    texts = [c.text for c in _explained(text)]
    assert "灯塔是保障船只夜间航行安全的重要设施，更是沿海居民世代守护的共同财产。" in texts


@pytest.mark.parametrize("mark", ["5. ", "（3）", "【解析】", "答：", "重点："])
def test_numbers_and_names_of_parts_are_no_words_of_a_sentence(mark: str) -> None:
    sentence = "蒸腾是植物体内的水分以气体形式散失到大气中的过程。"
    assert [one.text for one in _found(f"水在植物里的路。\n{mark}{sentence}\n")] == [sentence]
