"""Small documents of every form, made on the spot: what an office would hand in, and what it would not."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
)
TAIL = "<w:sectPr/></w:body></w:document>"
PLAN_LINES = (
    "某州知识产权工作方案",
    "一、聚焦创造质量",
    "1.提升专利质量。到2025年，高价值发明专利达到50件。（牵头单位：州市场监管局；责任单位：州科技局、各县人民政府）",
    "2.培育地理标志。2024年6月底前完成调查。（责任单位：州农业农村局）",
    "二、保障措施",
    "（一）加强组织领导。建立联席会议制度。",
    "某州人民政府",
    "2023年3月1日",
)
PLAN_TEXT = "\n".join(PLAN_LINES)


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, level: int = 0, number: int = 1) -> str:
    """A Word paragraph that takes its number from a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, number_format: str, pattern: str, *, more: str = "", start: int = 1) -> str:
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(definitions: Mapping[int, str], lists: Mapping[int, tuple[int, str]] | None = None) -> str:
    """numbering.xml: definitions by id, and lists by id with their definition and their own overrides."""
    lists = lists or {1: (0, "")}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{body}</w:abstractNum>' for n, body in definitions.items()
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{of}"/>{body}</w:num>' for n, (of, body) in lists.items()
    )
    return f'<w:numbering xmlns:w="{W}">{abstract}{nums}</w:numbering>'


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            # A ZipInfo has a fixed day: the same members give the same bytes.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word file with this body; `parts` are further parts of word/ by their names without .xml."""
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": HEAD + body + TAIL}
    return packed(members | {f"word/{name}.xml": content for name, content in parts.items()})


def word_plan() -> bytes:
    """The plan as a Word file whose numbers are automatic."""
    levels = level(0, "chineseCountingThousand", "%1、") + level(1, "decimal", "%2.")
    definitions = {0: levels, 1: level(0, "chineseCounting", "（%1）")}
    body = paragraph(PLAN_LINES[0]) + listed("聚焦创造质量") + "".join(listed(line[2:], 1) for line in PLAN_LINES[2:4])
    body += listed("保障措施") + listed(PLAN_LINES[5][3:], 0, 2) + "".join(map(paragraph, PLAN_LINES[6:]))
    return word(body, numbering=numbering(definitions, {1: (0, ""), 2: (1, "")}))


def objects_to_pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A pdf of these objects, numbered from 1; the first is the catalog."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    ending = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + ending


def stream(content: bytes, entries: bytes = b"", *, flate: bool = False) -> bytes:
    """A pdf stream object."""
    if flate:
        content, entries = zlib.compress(content), entries + b" /Filter /FlateDecode"
    return b"<< %s /Length %d >>\nstream\n" % (entries, len(content)) + content + b"\nendstream"


TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""
DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    b" /Supplement 0 >> /FontDescriptor 6 0 R /DW 1000 >>"
)
DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
    b" /Descent -200 /CapHeight 700 /StemV 80 >>"
)
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
    DESCENDANT,
    stream(TO_UNICODE),
    DESCRIPTOR,
)
PICTURE = stream(
    bytes(12), b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
)


def text_lines(lines: Sequence[str]) -> bytes:
    """The instructions that set these lines one below the other."""
    shown = b" ".join(b"<%s> Tj 0 -20 Td" % line.encode("utf-16-be").hex().encode() for line in lines)
    return b"BT /A 12 Tf 50 780 Td " + shown + b" ET"


def pages_to_pdf(contents: Sequence[bytes], *, flate: bool = True) -> bytes:
    """A pdf with one page for each of these instructions; /A is a font of all characters, /P a small picture."""
    pages = [9 + 2 * place for place in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        *FONT,
        PICTURE,
        b"<< /Font << /A 3 0 R >> /XObject << /P 7 0 R >> >>",
    ]
    for number, content in zip(pages, contents, strict=True):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 8 0 R /Contents %d 0 R >>"
        objects += [page % (number + 1), stream(content, flate=flate)]
    return objects_to_pdf(objects)


def pdf(*pages: Sequence[str]) -> bytes:
    """A pdf with a text layer: one page for each list of lines."""
    return pages_to_pdf([text_lines(lines) for lines in pages])


SCANNED_PAGE = b"q 595 0 0 842 0 0 cm /P Do Q"
SMALL_PICTURE = b"q 60 0 0 60 0 0 cm /P Do Q"


def nested_forms(depth: int, fan: int) -> bytes:
    """A pdf whose page runs a form `fan` times, which runs the next `fan` times, and so on."""
    resources = b"/Resources << /XObject << /F %d 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + resources % 5 + b" >>",
        stream(b"/F Do " * fan),
    ]
    for number in range(depth):
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources % (6 + number)
        objects.append(stream(b"0 0 m" if number == depth - 1 else b"/F Do " * fan, entries))
    objects.append(PICTURE)
    return objects_to_pdf(objects)


def page(body: str, head: str = "") -> bytes:
    """An html page in UTF-8."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def html_plan() -> bytes:
    """The plan as a page of a government site."""
    table = (
        "<table><tr><td>索引号：</td><td>X-1</td></tr></table><div class='share-box'>分享到微信</div><script>x</script>"
    )
    return page(table + "".join(f"<p>{line}</p>" for line in PLAN_LINES))


def markdown_plan() -> bytes:
    """The plan in Markdown."""
    return "\n\n".join((f"# {PLAN_LINES[0]}", f"**{PLAN_LINES[1]}**", *PLAN_LINES[2:])).encode()


def every_form() -> dict[str, bytes]:
    """One small plan in every form and encoding, by a name that says which."""
    return {
        "plan.txt": PLAN_TEXT.encode(),
        "plan-gb18030.txt": PLAN_TEXT.encode("gb18030"),
        "plan-utf16.txt": PLAN_TEXT.encode("utf-16"),
        "plan.html": html_plan(),
        "plan.md": markdown_plan(),
        "plan.docx": word_plan(),
        "plan.pdf": pdf(PLAN_LINES[:4], PLAN_LINES[4:]),
    }
