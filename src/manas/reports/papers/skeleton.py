"""The empty Word file that every paper starts from: our styles, fonts and settings and nothing that an example file brings."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Final

from manas.reports.papers.measures import (
    CELL_LINE,
    CHARACTER,
    COLOPHON_LINE,
    LINE,
    RED,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SMALL_2,
    SMALL_4,
    SMALL_5,
    TIGHTENED,
)

TITLE_FONT, BODY_FONT = "方正小标宋简体", "仿宋_GB2312"
BLACK_FONT, SCRIPT_FONT, NUMBER_FONT = "黑体", "楷体_GB2312", "宋体"
LATIN_FONT, ARABIC_FONT = "Times New Roman", "Microsoft Uighur"
# What Word and others may take where the font of the standard is missing, best first.
SUBSTITUTES: Final = {
    TITLE_FONT: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,小标宋,FandolSong,Noto Serif CJK SC,宋体",
    BODY_FONT: "仿宋,FangSong,FandolFang R,方正仿宋_GBK,STFangsong",
    BLACK_FONT: "SimHei,FandolHei,方正黑体_GBK,Noto Sans CJK SC",
    SCRIPT_FONT: "楷体,KaiTi,FandolKai R,方正楷体_GBK,AR PL UKai CN",
    NUMBER_FONT: "SimSun,FandolSong,Noto Serif CJK SC",
    LATIN_FONT: "Liberation Serif",
    ARABIC_FONT: "UKIJ Tuz,UKIJ Tuz Tom",
}
_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: sizes in half-points, lengths in twips; `line` 0 lets a line be as high as its font asks."""

    key: str
    name: str
    font: str = BODY_FONT
    size: int = SIZE_3
    align: str = "both"
    first: int = 0  # characters that the first line is indented
    line: int = LINE
    before: int = 0
    after: int = 0
    keep: bool = False  # on one page with what follows
    outline: int = 0  # 1 to 4 for headings
    color: str = ""


STYLES: Final = (
    Style("Normal", "Normal"),
    Style("Mark", "Issuing Body", TITLE_FONT, SIZE_2, "center", line=0, color=RED, keep=True),
    Style("Number", "Document Number", align="center", keep=True),
    Style("Title", "Title", TITLE_FONT, SIZE_2, "center", line=700, after=LINE, keep=True),
    Style("Addressee", "Addressee", align="left", keep=True),
    Style("Body", "Body Text", first=2),
    Style("Heading1", "heading 1", BLACK_FONT, first=2, keep=True, outline=1),
    Style("Heading2", "heading 2", SCRIPT_FONT, first=2, keep=True, outline=2),
    Style("Heading3", "heading 3", first=2, keep=True, outline=3),
    Style("Heading4", "heading 4", first=2, keep=True, outline=4),
    Style("Attachment", "Attachment", align="left"),
    Style("Signature", "Signature", align="right", keep=True),
    Style("Cell", "Table Cell", size=SMALL_4, align="left", line=CELL_LINE, before=40, after=40),
    Style("Label", "Table Label", BLACK_FONT, SMALL_4, "center", line=CELL_LINE, before=40, after=40),
    Style("Colophon", "Colophon", size=SIZE_4, align="left", line=COLOPHON_LINE),
    Style("Slip", "Slip Title", TITLE_FONT, SMALL_2, "center", line=0, before=LINE // 2, after=LINE // 2, keep=True),
    Style("Gap", "Gap", size=2, line=20),
    Style("Contents1", "toc 1", align="left"),
    Style("Contents2", "toc 2", align="left"),
    Style("Note", "footnote text", size=SMALL_5, align="left", line=0),
    Style("Footer", "footer", NUMBER_FONT, SIZE_4, "right", line=0),
    Style("Header", "header", TITLE_FONT, SIZE_2, "center", line=0, color=RED),
)


@cache
def skeleton() -> bytes:
    """This function will give a Word file without a word in it, with the styles of STYLES."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in _parts().items():
            archive.writestr(zipfile.ZipInfo(name), _DECLARED + content)
    return target.getvalue()


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")),
        "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>Manas</Application></Properties>',
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml")
        ),
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><w:body><w:sectPr/></w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_MAIN}">{_defaults()}{"".join(map(_style, STYLES))}</w:styles>',
        "word/settings.xml": _settings(),
        "word/fontTable.xml": f'<w:fonts xmlns:w="{_MAIN}">{"".join(map(_font, SUBSTITUTES))}</w:fonts>',
    }


def _content_types() -> str:
    types = {
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    }
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _settings() -> str:
    """Odd and even pages have their own footers; 15 is the mode of Word 2013 and later, without “compatibility mode”."""
    return (
        f'<w:settings xmlns:w="{_MAIN}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _defaults() -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY_FONT)}{_size(SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ug-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    )


def _style(style: Style) -> str:
    kind = ' w:default="1"' if style.key == "Normal" else ""
    based = "" if style.key == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{style.key}"><w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_fonts(style.font)}{_color(style)}{_spacing(style)}{_size(style.size)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """Lines are set exactly and letters tightened, so 22 by 28 come out wherever the file is opened.

    The page declares the same grid, but not every program squeezes letters of 16 points into cells of 15.8: one gives each two.
    """
    keep = "<w:keepNext/>" if style.keep else ""
    rule = f' w:line="{style.line}" w:lineRule="exact"' if style.line else ""
    indent = (
        f'<w:ind w:firstLineChars="{style.first * 100}" w:firstLine="{style.first * CHARACTER}"/>'
        if style.first
        else ""
    )
    level = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    spacing = f'<w:spacing w:before="{style.before}" w:after="{style.after}"{rule}/>'
    settled = '<w:widowControl w:val="0"/><w:wordWrap w:val="0"/><w:snapToGrid w:val="0"/>'
    return f'{keep}{settled}{spacing}{indent}<w:jc w:val="{style.align}"/>{level}'


def _color(style: Style) -> str:
    return f'<w:color w:val="{style.color}"/>' if style.color else ""


def _spacing(style: Style) -> str:
    return f'<w:spacing w:val="{TIGHTENED}"/>' if style.size == SIZE_3 else '<w:spacing w:val="0"/>'


def _fonts(font: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:eastAsia="{font}" w:cs="{ARABIC_FONT}"/>'


def _size(size: int) -> str:
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _font(name: str) -> str:
    charset = "00" if name in (LATIN_FONT, ARABIC_FONT) else "86"
    return f'<w:font w:name="{name}"><w:altName w:val="{SUBSTITUTES[name]}"/><w:charset w:val="{charset}"/></w:font>'
