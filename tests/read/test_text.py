"""Plain text: line ends, control characters, format by content, titles."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from quizgen.read import read_bytes, read_file


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("一\x0c二\u2028三\x0b四\x85五", "一\n二\n三\n四\n五"),
        ("一\x00二\x07三\ufeff四\x9f", "一二三四"),
        ("一\t二\u3000三\xa0四", "一\t二\u3000三\xa0四"),
    ],
)
def test_line_ends_and_controls(given: str, read: str) -> None:
    text = "放在前面的一段普通文字，说明这是一份正常的文件。" * 9
    assert read_bytes((text + given).encode(), "a.txt").raw == text + read


@pytest.mark.parametrize(
    ("name", "text", "kind", "title"),
    [
        ("茶.md", "# 泡茶\n\n水温要适当。", "md", "泡茶"),
        ("茶.txt", "泡茶的讲究\n\n水温要适当。", "txt", "泡茶的讲究"),
        ("茶.txt", "水温要适当。\n泡茶的讲究", "txt", "茶"),
        ("茶.txt", "1 泡茶\n2 品茶", "txt", "茶"),
        ("茶.md", "## 绿茶：产地\n内容", "md", "绿茶：产地"),
        ("茶.md", "---\nlayout: post\ntitle: \"红茶与绿茶\"\n---\n正文", "md", "红茶与绿茶"),
        ("茶.txt", "首页 > 饮食 > 茶\n正文", "txt", "茶"),
        ("茶", "第三章\n正文", "txt", "茶"),
    ],
)  # fmt: skip
def test_format_and_title(name: str, text: str, kind: str, title: str) -> None:
    document = read_bytes(text.encode(), name)
    assert (document.format, document.title, document.source) == (kind, title, name)
    assert document.raw == text


def test_a_file_is_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "笔记.txt"
    path.write_bytes("种树要深挖坑、浅栽苗。".encode("gb18030"))
    document = read_file(path)
    assert document == read_bytes(path.read_bytes(), "/elsewhere/笔记.txt")
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.text == "种树要深挖坑、浅栽苗。"
