"""CSV and TSV: header lines, one row a note, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest

from quizgen.export.tables import COLUMNS, inert, render_csv, render_tsv
from quizgen.model.deck import Content, Line, Part
from tests.cards.making import bees_deck

HEADERS = [
    "#separator:{name}",
    "#html:true",
    "#notetype:Cloze",
    "#columns:{columns}",
    "#guid column:1",
    "#deck column:2",
    "#tags column:3",
]


@pytest.mark.parametrize(
    ("data", "separator", "name"),
    [(render_csv(bees_deck(), "by-document"), ",", "Comma"), (render_tsv(bees_deck(), "by-document"), "\t", "Tab")],
    ids=["csv", "tsv"],
)
def test_layout(data: bytes, separator: str, name: str) -> None:
    text = data.decode("utf-8-sig")
    lines = text.split("\n")
    assert lines[: len(HEADERS)] == [each.format(name=name, columns=separator.join(COLUMNS)) for each in HEADERS]
    rows = list(csv.reader(io.StringIO("\n".join(lines[len(HEADERS) :])), delimiter=separator))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len({row[0] for row in rows}) == len(rows)
    assert rows[0][3] == (
        "<div>春季检查</div><div><b>三看</b></div>"
        "<ol><li>{{c1::蜂王是否健在}}</li><li>{{c2::蜜粉是否充足}}</li><li>{{c3::巢温是否稳定}}</li></ol>"
    )
    assert rows[1][3] == "<p>蜂王是否健在；蜜粉是否充足；巢温是否稳定——合称{{c1::三看}}</p>"
    assert rows[2][3].endswith("::默写全部 3 项}}")
    assert rows[0][4] == "bees.txt › 春季检查 › 第 4 行"


def test_single_deck() -> None:
    rows = list(csv.reader(io.StringIO(render_csv(bees_deck(), "single").decode("utf-8-sig"))))
    assert {row[1] for row in rows if len(row) == len(COLUMNS) and not row[0].startswith("#")} == {"bees"}


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_a_formula(cell: str) -> None:
    assert inert(cell)[0] not in "=+-@\t\r"
    note = bees_deck().notes[0]
    content = Content(title=cell, lines=(Line(parts=(Part(text=cell, cloze=1),)),), extra=cell)
    deck = bees_deck().model_copy(update={"name": cell, "notes": (note.model_copy(update={"made": content}),)})
    for data, separator in ((render_csv(deck, "single"), ","), (render_tsv(deck, "single"), "\t")):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))[7:]
        assert rows
        assert not [each for row in rows for each in row if each[:1] in "=+-@\t\r" and each]
