"""Workbooks of a few kilobytes that would cost whoever reads them their memory."""

import io
import zipfile

import xlsxwriter


def workbook(rows: list[list[str]]) -> bytes:
    """This function will write rows into a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def monstrous() -> bytes:
    """This function will make a sheet with two cells in opposite corners: seventeen thousand million cells between them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "2027-01-01")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    return out.getvalue()


def bomb() -> bytes:
    """This function will make a workbook whose sheet unpacks to thirty megabytes of nothing."""
    return _with(
        "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b" " * (30 << 20) + b"</sheetData></worksheet>"
    )


def laughs() -> bytes:
    """This function will make a workbook whose texts name each other tenfold, nine levels deep."""
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10 if level else "ha"}">' for level in range(10))
    head = f'<?xml version="1.0"?><!DOCTYPE sst [{entities}]>'
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<sst xmlns="{namespace}" count="1" uniqueCount="1"><si><t>&l9;</t></si></sst>'
    return _with("xl/sharedStrings.xml", (head + body).encode())


def _with(member: str, content: bytes) -> bytes:
    """A proper workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["2027-01-01", "元旦"]]))) as proper, zipfile.ZipFile(out, "w") as made:
        for name in proper.namelist():
            data = content if name == member else proper.read(name)
            made.writestr(name, data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
