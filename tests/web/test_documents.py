"""The page of documents: bytes in, a deck kept; failures told one by one; the text with its marks."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from quizgen import study
from quizgen.errors import DocumentTooLarge
from quizgen.pipeline import Input
from quizgen.store import Store
from quizgen.web.parts import making, reader
from quizgen.web.parts.reader import Mark, runs
from tests.web import shelf
from tests.web.conftest import NOW, Open
from tests.web.test_pages import text_of

TEXT = """# 社区花园公约

## 三个共同

花园管理要坚持三个共同：共同浇水、共同除草、共同收获。

志愿者值班的四项任务是：一是检查水管，二是登记工具，三是清理落叶，四是填写日志。
"""


def upload(visit: Open, *files: tuple[str, bytes]) -> AppTest:
    app = visit("documents")
    for name, data in files:
        app.file_uploader[0].upload(name, data, "application/octet-stream")
    app.run()
    app.get_by_key("main-make").click().run()
    return app


def test_files_become_a_deck_and_the_bad_one_is_told(store: Store, who: int, visit: Open) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "x")
    app = upload(visit, ("花园.md", TEXT.encode()), ("坏.docx", archive.getvalue()), ("空.txt", b""))
    assert not app.exception
    assert len(app.error) == 2
    rows = study.decks(store, who, now=NOW)
    assert len(rows) == 2
    made = next(row for row in rows if row.id == 2)
    assert made.sources == ("花园.md",)
    assert made.cards >= 3
    assert study.document(store, who, 2, "花园.md").data == TEXT.encode()
    assert app.get_by_key("main-look")


def test_nothing_is_kept_where_no_document_is_usable(store: Store, who: int, visit: Open) -> None:
    app = upload(visit, ("空.txt", b""))
    assert len(app.error) == 1
    assert len(study.decks(store, who, now=NOW)) == 1


def test_pasted_text_becomes_a_deck(store: Store, who: int, visit: Open) -> None:
    app = visit("documents")
    app.get_by_key("paste").click().run()
    app.get_by_key("main-make").click().run()
    assert [one.value for one in app.info] == ["Paste some text first."]
    app.text_area[0].input(TEXT).run()
    app.get_by_key("main-make").click().run()
    assert not app.exception
    assert {row.sources for row in study.decks(store, who, now=NOW)} == {(shelf.SOURCE,), ("Pasted text.txt",)}


def test_a_second_document_joins_a_deck_and_the_first_stays(store: Store, who: int, visit: Open) -> None:
    upload(visit, ("花园.md", TEXT.encode()))
    app = visit("documents")
    app.file_uploader[0].upload("新.txt", "值班要做到两个按时：按时到岗、按时交接。".encode(), "text/plain")
    app.selectbox[0].select(2)
    app.run()
    app.get_by_key("main-make").click().run()
    assert not app.exception
    assert study.documents(store, who, 2) == ["新.txt", "花园.md"]
    made = next(row for row in study.decks(store, who, now=NOW) if row.id == 2)
    assert set(made.sources) == {"新.txt", "花园.md"}


def test_too_much_at_once_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        making.checked([Input(f"{k}.txt", b"x") for k in range(making.MOST_FILES + 1)])
    with pytest.raises(DocumentTooLarge):
        making.checked([Input("a.txt", bytes(making.MOST_BYTES + 1))])


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\笔记.txt", "笔记.txt"),
        ("a\x00b\u202ec.txt", "abc.txt"),
        ("...", "document"),
        ("", "document"),
        ("长" * 300, "长" * making.LONGEST_NAME),
    ],
)
def test_names_from_outside_name_no_path(given: str, plain: str) -> None:
    assert making.plain_name(given, "document") == plain


def test_the_text_is_shown_with_its_marks(store: Store, who: int, visit: Open) -> None:
    app = visit("documents", deck="1", note="note-四个步骤")
    assert not app.exception
    assert not app.info
    assert app.title[0].value == shelf.TITLE


def test_a_document_that_is_not_there_is_told(store: Store, who: int, visit: Open) -> None:
    app = visit("documents", deck="1", source="别的.txt")
    assert app.info
    assert not app.exception


def test_runs_are_cut_where_marks_begin_and_end() -> None:
    marks = [Mark(2, 8, "note", "n"), Mark(4, 6, "answer", "n"), Mark(7, 10, "removed")]
    cut = [(run.start, run.end, [mark.kind for mark in run.marks]) for run in runs(12, marks)]
    assert cut == [
        (0, 2, []),
        (2, 4, ["note"]),
        (4, 6, ["note", "answer"]),
        (6, 7, ["note"]),
        (7, 8, ["note", "removed"]),
        (8, 10, ["removed"]),
        (10, 12, []),
    ]


def test_a_repair_is_never_cut() -> None:
    marks = [Mark(2, 6, "repaired", instead="好"), Mark(4, 9, "note", "n")]
    assert [(run.start, run.end) for run in runs(10, marks)] == [(0, 2), (2, 6), (6, 9), (9, 10)]


def test_every_mark_kind_has_a_name() -> None:
    assert {kind for kind, _name in reader.KINDS} == {
        "note", "answer", "left-out", "dangling", "repaired", "removed", "flagged",
    }  # fmt: skip


def test_hostile_text_is_escaped(store: Store, who: int, visit: Open) -> None:
    hostile = "<img src=x onerror=alert(1)>三个共同：共同浇水、共同除草、共同收获。"
    app = upload(visit, ("<b>恶意</b>.txt", hostile.encode()))
    assert not app.exception
    assert "<img src=x" not in text_of(app).replace("&lt;", "‹")
