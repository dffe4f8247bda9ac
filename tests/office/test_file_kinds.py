"""收文件: what unpacks to too much, carries macros or acts by itself is refused; each place takes its own kinds."""

import io
import zipfile
import zlib
from collections.abc import Iterator

import pytest

from manas.office.files import kinds
from manas.office.files.actions import FileRefused, gather, keep
from manas.office.files.kinds import EVIDENCE, KINDS, MAX_BYTES, MEGABYTE, PLAN_TEXTS, check
from manas.office.files.queries import location, serve
from manas.office.models import StoredFile
from tests.cast import AT, Cast


def workbook(**members: bytes) -> bytes:
    """An Office file with its main part and whatever else is asked for; `__` in a name stands for `/`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def with_member(name: str, content: bytes = b"x") -> bytes:
    return workbook(**{name: content})


def pdf(body: bytes) -> bytes:
    return b"%PDF-1.7\n" + body + b"\n%%EOF"


def packed(objects: bytes) -> bytes:
    return b"1 0 obj << /Type /ObjStm /N 1 >> stream\n" + zlib.compress(objects) + b"\nendstream endobj"


# What unpacks


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_UNPACKED", MEGABYTE)
    half = bytes(range(256)) * 2048
    assert check("a.xlsx", workbook(a=half)) == KINDS["xlsx"][0]
    with pytest.raises(FileRefused, match="解压后超过 1 MB"):
        check("a.xlsx", workbook(a=half, b=half))


def test_a_bomb_is_refused_by_what_it_claims() -> None:
    with pytest.raises(FileRefused, match="压缩比异常"):
        check("a.xlsx", workbook(a=bytes(5 * MEGABYTE)))


def test_a_directory_that_lies_about_a_size_is_found_out() -> None:
    data = workbook(a=bytes(range(256)) * 100)
    claimed = (25600).to_bytes(4, "little")
    assert data.count(claimed) == 2
    with pytest.raises(FileRefused):
        check("a.xlsx", data.replace(claimed, (100).to_bytes(4, "little")))


def test_a_file_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_MEMBERS", 3)
    assert check("a.xlsx", workbook(a=b"", b=b"")) == KINDS["xlsx"][0]
    with pytest.raises(FileRefused, match="有 4 个部分"):
        check("a.xlsx", workbook(a=b"", b=b"", c=b""))


@pytest.mark.parametrize("damaged", [slice(0, 60), slice(0, -30)])
def test_a_damaged_file_is_refused(damaged: slice) -> None:
    with pytest.raises(FileRefused, match="文件内容不是"):
        check("a.xlsx", workbook(a=b"x" * 100)[damaged])


def test_a_part_that_does_not_fit_its_checksum_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(FileRefused, match="文件内容不是"):
        check("a.xlsx", target.getvalue().replace(b"<workbook/>", b"<workbock/>"))


# What acts


@pytest.mark.parametrize(
    "name", ["xl__vbaProject.bin", "XL__VBAPROJECT.BIN", "vbaProject.bin", "xl__macrosheets__a.xml"]
)
def test_macros_are_refused(name: str) -> None:
    with pytest.raises(FileRefused, match="带有宏"):
        check("a.xlsx", with_member(name))


def test_a_workbook_with_macros_under_another_name_is_refused() -> None:
    types = b'<Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'
    with pytest.raises(FileRefused, match="带有宏"):
        check("a.xlsx", with_member("[Content_Types].xml", types))
    assert check("a.xlsx", with_member("[Content_Types].xml", b"<Types/>")) == KINDS["xlsx"][0]


ACTING = {
    "script": b"<< /S /JavaScript /JS (app.alert(1)) >>",
    "program": b"<< /S /Launch /F (cmd.exe) >>",
    "close to another name": b"<</S/JavaScript/JS(x)>>",
    "written otherwise": b"<< /S /Java#53cript >>",
    "packed": packed(b"<< /S /JavaScript >>"),
    "packed and written otherwise": packed(b"<< /S /#4Caunch >>"),
}


@pytest.mark.parametrize("how", ACTING)
def test_a_pdf_that_acts_by_itself_is_refused(how: str) -> None:
    with pytest.raises(FileRefused, match="带有脚本"):
        check("a.pdf", pdf(ACTING[how]))


@pytest.mark.parametrize(
    "body", [b"<< /Type /Page >>", b"(JavaScript)", b"<< /JavaScripts 1 >>", packed(b"<< /Type /Font >>")]
)
def test_a_plain_pdf_is_taken(body: bytes) -> None:
    assert check("a.pdf", pdf(body)) == "application/pdf"


def test_packed_objects_are_looked_through_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_OBJECTS", 1000)
    with pytest.raises(FileRefused, match="解压后过大"):
        check("a.pdf", pdf(packed(bytes(5000))))


# Where which kinds are taken


@pytest.mark.parametrize("extension", sorted({"html", "htm", "svg", "md", "exe"}))
def test_a_page_of_markup_is_no_evidence(extension: str) -> None:
    with pytest.raises(FileRefused, match=f"不收“.{extension}”文件"):
        check(f"a.{extension}", b"<p>x</p>", EVIDENCE)


@pytest.mark.parametrize("extension", ["xlsx", "png", "jpg", "csv", "svg"])
def test_a_picture_or_a_table_is_no_plan(extension: str) -> None:
    with pytest.raises(FileRefused, match="不收"):
        check(f"a.{extension}", b"x", PLAN_TEXTS)


def test_the_kinds_of_a_place_hold_when_a_file_is_kept(cast: Cast) -> None:
    with pytest.raises(FileRefused, match=r"不收“\.html”文件"):
        keep(name="a.html", data=b"<p>", owner=cast.science, actor=cast.liaison, at=AT, kinds=EVIDENCE)
    assert StoredFile.objects.count() == 0


def test_every_kind_of_a_place_is_a_kind() -> None:
    assert sorted((EVIDENCE | PLAN_TEXTS) - KINDS.keys()) == []


# On the way in and out


def test_a_file_is_refused_while_it_arrives() -> None:
    asked = []

    def endless() -> Iterator[bytes]:
        while True:
            asked.append(1)
            yield bytes(MEGABYTE)

    with pytest.raises(FileRefused, match="超过 20 MB 的上限"):
        gather(endless())
    assert len(asked) == MAX_BYTES // MEGABYTE + 1
    assert gather([b"a", b"", b"bc"]) == b"abc"


def test_a_file_leaves_only_to_be_saved(cast: Cast) -> None:
    kept = keep(name="总结 一.txt", data=b"x", owner=cast.science, actor=cast.liaison, at=AT)
    served = serve(kept)
    assert served.path == location(kept.sha256)
    assert served.headers == {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": "attachment; filename*=UTF-8''%E6%80%BB%E7%BB%93%20%E4%B8%80.txt",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
