"""A small PDF writer for tests: text at places, pictures, a lock. The font maps every code to its own character."""

from __future__ import annotations

from typing import NamedTuple

WIDTH, HEIGHT = 420, 595


class Text(NamedTuple):
    """A run of text; ``x`` and ``y`` in points from the top left of the page."""

    text: str
    x: float
    y: float
    size: float = 11


def pdf(pages: list[list[Text]], *, picture: bool = False, locked: bool = False) -> bytes:
    """A PDF with a page for each list; ``picture`` puts an image on every page, ``locked`` asks for a password."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /DW 1000 /W [32 [500] 48 57 500 65 122 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 6 0 R >>",
        _stream(
            b"/CIDInit /ProcSet findresource begin begincmap /CMapName /T def 1 begincodespacerange <0000> <FFFF>"
            b" endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
        ),
        b"<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200"
        b" /CapHeight 700 /ItalicAngle 0 /StemV 80 >>",
        _stream(
            b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        ),
    ]
    kids = []
    for page in pages:
        drawn = [
            b"BT /F %.2f Tf %.2f %.2f Td <%s> Tj ET"
            % (t.size, t.x, HEIGHT - t.y, t.text.encode("utf-16-be").hex().encode())
            for t in page
        ]
        if picture:
            drawn.append(b"q 200 0 0 200 50 50 cm /I Do Q")
        objects.append(_stream(b"\n".join(drawn)))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects))
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    extra = b""
    if locked:
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"12" * 32, b"34" * 32))
        extra = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _file(objects, extra)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s/Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: list[bytes], extra: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            extra,
            len(out),
        )
    )
