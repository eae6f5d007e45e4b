"""What cannot be read ends in one sentence that says what, where and what to do next."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen import errors
from quizgen.read import MAX_BYTES, READERS, archive, base_name, has_chinese, read_bytes, read_file
from tests.read.pdf_writer import pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def locked_zip() -> bytes:
    """An EPUB whose members say that they are encrypted."""
    data = bytearray(zipped({"META-INF/container.xml": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


CASES = (
    ("empty.txt", b"", errors.EmptyDocument, "empty"),
    ("blank.txt", "\ufeff \n\u3000\r\n".encode(), errors.EmptyDocument, "no text"),
    ("noise.txt", random.Random(1).randbytes(5_000), errors.DamagedDocument, "save it as"),
    ("noise.docx", random.Random(2).randbytes(5_000), errors.DamagedDocument, "save it as"),
    ("renamed.docx", zipped({"照片/一.txt": b"a"}), errors.DamagedDocument, "ZIP archive"),
    ("renamed.epub", zipped({"a.txt": b"a"}), errors.DamagedDocument, "ZIP archive"),
    ("folder.zip", zipped({"a.txt": b"a"}), errors.UnsupportedDocument, "unpack"),
    ("cut.docx", zipped({"word/document.xml": b"x" * 999})[:60], errors.DamagedDocument, "damaged"),
    (
        "hollow.docx",
        zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<b/>"}),
        errors.DamagedDocument,
        "damaged",
    ),
    ("hollow.pptx", zipped({"[Content_Types].xml": b"<a/>", "ppt/x.xml": b""}), errors.DamagedDocument, "damaged"),
    ("hollow.epub", zipped({"META-INF/container.xml": b"<a/>"}), errors.DamagedDocument, "damaged"),
    ("locked.epub", locked_zip(), errors.EncryptedDocument, "password"),
    ("table.xlsx", zipped({"xl/workbook.xml": b""}), errors.UnsupportedDocument, "spreadsheet"),
    ("text.odt", zipped({"mimetype": b"", "content.xml": b""}), errors.UnsupportedDocument, ".docx"),
    ("old.doc", OLE, errors.UnsupportedDocument, "save it as .docx"),
    ("old.wps", OLE, errors.UnsupportedDocument, "save it as .docx"),
    ("old.ppt", OLE, errors.UnsupportedDocument, "save it as .pptx"),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), errors.EncryptedDocument, "password"),
    ("rich.rtf", b"{\\rtf1\\ansi hello}", errors.UnsupportedDocument, "save it as .docx"),
    ("paper.caj", b"CAJ\x00" + bytes(99), errors.UnsupportedDocument, ".pdf"),
    ("song.mp3", b"ID3\x03" + bytes(99), errors.UnsupportedDocument, "sound"),
    ("film.mp4", b"\0\0\0\x18ftypmp42" + bytes(99), errors.UnsupportedDocument, "sound"),
    ("tool.exe", b"MZ\x90" + bytes(99), errors.UnsupportedDocument, "no document"),
    ("locked.pdf", pdf([[]], locked=True), errors.EncryptedDocument, "password"),
    ("cut.pdf", b"%PDF-1.4\n1 0 obj", errors.DamagedDocument, "damaged"),
    ("blank.pdf", pdf([[]]), errors.EmptyDocument, "no text"),
    ("shell.html", b"<html><body><script>a()</script></body></html>", errors.EmptyDocument, "no text"),
)


@pytest.mark.parametrize(("name", "data", "kind", "words"), CASES, ids=[case[0] for case in CASES])
def test_refused_with_advice(name: str, data: bytes, kind: type[errors.ReadError], words: str) -> None:
    with pytest.raises(errors.ReadError) as caught:
        read_bytes(data, name)
    assert type(caught.value) is kind
    message = str(caught.value)
    assert message.startswith(name)
    assert words in message
    assert message.endswith(".")
    assert "\n" not in message
    assert caught.value.template.format(**caught.value.fields) == message


def test_too_large() -> None:
    with pytest.raises(errors.DocumentTooLarge, match=r"^big\.txt is larger than 64 MB"):
        read_bytes(bytes(MAX_BYTES + 1), "big.txt")


def test_bomb_is_not_unpacked() -> None:
    data = zipped({"[Content_Types].xml": b"", "word/document.xml": b" " * (archive.RATIO_FROM + 1)})
    assert len(data) < 20_000
    with pytest.raises(errors.DocumentTooLarge, match=r"^bomb\.docx would unpack to 8 MB"):
        read_bytes(data, "bomb.docx")


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.ReadError, match=r"^gone\.txt cannot be opened"):
        read_file(tmp_path / "gone.txt")
    with pytest.raises(errors.ReadError, match="cannot be opened"):
        read_file(tmp_path)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/笔记.md", "笔记.md"),
        ("..", "document"),
        ("", "document"),
        ("a\0b\n.txt", "ab.txt"),
        ("C:\\课程\\第一讲.docx", "第一讲.docx"),
        ("folder/", "folder"),
    ],
)
def test_a_name_never_names_a_place(name: str, kept: str) -> None:
    assert base_name(name) == kept
    assert read_bytes("内容".encode(), name).source == kept


@given(st.text(max_size=40))
def test_any_name_is_safe(name: str) -> None:
    kept = base_name(name)
    assert kept.strip(".")
    assert not set(kept) & set("/\\\0\n\r")


@given(st.binary(max_size=200), st.sampled_from([s for r in READERS for s in r.suffixes]), st.sampled_from([
    b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\x89PNG\r\n\x1a\n", b"\xff\xfe", b"{\\rtf", OLE,
]))  # fmt: skip
def test_whatever_comes_ends_in_a_document_or_a_read_error(data: bytes, suffix: str, head: bytes) -> None:
    try:
        said = read_bytes(head + data, "x" + suffix).raw
    except errors.ReadError as error:
        said = str(error) if str(error).startswith("x" + suffix) else ""
    assert said.strip()


def test_text_without_chinese_is_read() -> None:
    document = read_bytes(b"just English", "a.txt")
    assert document.raw == "just English"
    assert not has_chinese(document.raw)
    assert has_chinese("an 㐂 or a 汉")


def test_import_is_cheap() -> None:
    heavy = "lxml docx pptx pypdfium2 trafilatura PIL charset_normalizer jieba rapidocr numpy"
    code = f"import sys, quizgen.read; print([m for m in {heavy.split()} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
