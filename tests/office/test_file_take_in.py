"""收文件: what is taken in is judged by its content, kept once by its hash, and never leaves its folder."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from manas.office.files.actions import KINDS, MAX_BYTES, FileRefused, check, keep, location
from manas.office.models import StoredFile
from tests.cast import AT, Cast


def office_file(member: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(member, "<x/>")
    return target.getvalue()


GOOD = {
    "pdf": b"%PDF-1.7\n%%EOF",
    "docx": office_file("word/document.xml"),
    "xlsx": office_file("xl/workbook.xml"),
    "png": b"\x89PNG\r\n\x1a\n...",
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe1",
    "txt": "进展情况".encode("gb18030"),
    "md": "# 进展".encode(),
    "html": b"<p>x</p>",
    "htm": b"<p>x</p>",
    "csv": b"a,b\n",
    "tsv": b"a\tb\n",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "ods": office_file("content.xml"),
    "gz": b"\x1f\x8b\x08",
    "xz": b"\xfd7zXZ\x00\x00",
    "zip": office_file("a.csv"),
}


@pytest.mark.parametrize("extension", sorted(KINDS))
def test_each_kind_is_taken_in(extension: str) -> None:
    assert check(f"材料.{extension}", GOOD[extension]) == KINDS[extension][0]
    assert check(f"材料.{extension.upper()}", GOOD[extension]) == KINDS[extension][0]


@pytest.mark.parametrize("extension", sorted(k for k, (_, head) in KINDS.items() if head))
@pytest.mark.parametrize("other", ["txt", "png", "pdf", "docx", "jpg"])
def test_what_is_not_what_its_name_says_is_refused(extension: str, other: str) -> None:
    if KINDS[extension] == KINDS[other] or (extension, other) == ("zip", "docx"):  # an Office file is a zip
        assert check(f"a.{extension}", GOOD[other]) == KINDS[extension][0]
        return
    with pytest.raises(FileRefused, match=f"文件内容不是“.{extension}”格式"):
        check(f"a.{extension}", GOOD[other])


def test_a_zip_is_no_document_and_a_workbook_is_none_either() -> None:
    for name, data in (("a.docx", office_file("readme.txt")), ("a.docx", GOOD["xlsx"]), ("a.xlsx", GOOD["docx"])):
        with pytest.raises(FileRefused, match="文件内容不是"):
            check(name, data)


def test_a_broken_zip_is_refused_not_an_error() -> None:
    with pytest.raises(FileRefused, match="文件内容不是"):
        check("a.docx", GOOD["docx"][:30])


@pytest.mark.parametrize("data", [b"MZ\x90\x00\x03\x00\x00\x00", b"\x00" * 64])
def test_a_program_is_no_text(data: bytes) -> None:
    with pytest.raises(FileRefused):
        check("a.txt", data)


@pytest.mark.parametrize("name", ["a.exe", "a.pdf.exe", "a.svg", "a.xlsm", "a.rar", "无扩展名", ".pdf.", "a.pdf "])
def test_other_kinds_are_refused_by_name(name: str) -> None:
    with pytest.raises(FileRefused, match=r"不收“\..*”文件；可以上传："):
        check(name, GOOD["pdf"])


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="文件是空的"):
        check("a.txt", b"")


def test_a_file_may_be_as_large_as_the_limit_and_not_a_byte_more() -> None:
    full = b"%PDF-" + bytes(MAX_BYTES - 5)
    assert check("a.pdf", full) == "application/pdf"
    with pytest.raises(FileRefused, match=r"文件有 20\.0 MB，超过 20 MB 的上限"):
        check("a.pdf", full + b"x")


TRICKS = {
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\windows\\a.txt": "a.txt",
    "/etc/a.txt": "a.txt",
    "C:\\fakepath\\总结.txt": "总结.txt",
    "a\x00.txt": "a.txt",
    "a\r\nX-Header: 1.txt": "aX-Header: 1.txt",
    "fdp\u202etxt.txt": "fdptxt.txt",
    "长" * 300 + ".txt": "长" * 196 + ".txt",
}


def test_a_name_is_only_a_name(cast: Cast) -> None:
    for name, clean in TRICKS.items():
        kept = keep(name=name, data=GOOD["txt"], owner=cast.science, actor=cast.liaison, at=AT)
        assert kept.name == clean
        assert [p.name for p in Path(settings.MANAS_FILES).rglob("*") if p.is_file()] == [kept.sha256]


def test_a_name_that_says_nothing_is_refused(cast: Cast) -> None:
    for name in ("", "..", "/", ".", "\x00", "../"):
        with pytest.raises(FileRefused):
            keep(name=name, data=GOOD["txt"], owner=cast.science, actor=cast.liaison, at=AT)


def test_the_record_says_what_was_kept(cast: Cast) -> None:
    data = GOOD["pdf"]
    kept = keep(name="总结.pdf", data=data, owner=cast.science, actor=cast.liaison, at=AT)
    kept.refresh_from_db()
    assert (kept.name, kept.media_type, kept.size) == ("总结.pdf", "application/pdf", len(data))
    assert (kept.owner, kept.uploaded_by, kept.uploaded_at) == (cast.science, cast.liaison, AT)
    assert location(kept.sha256) == Path(settings.MANAS_FILES) / kept.sha256[:2] / sha256(data).hexdigest()
    assert location(kept.sha256).read_bytes() == data


def test_the_same_content_is_kept_once_under_two_names(cast: Cast) -> None:
    for name in ("一.txt", "二.txt"):
        keep(name=name, data=GOOD["txt"], owner=cast.science, actor=cast.liaison, at=AT)
    assert [row.name for row in StoredFile.objects.order_by("pk")] == ["一.txt", "二.txt"]
    assert len([p for p in Path(settings.MANAS_FILES).rglob("*") if p.is_file()]) == 1


def test_what_is_refused_leaves_neither_file_nor_record(cast: Cast) -> None:
    with pytest.raises(FileRefused):
        keep(name="a.pdf", data=b"nothing", owner=cast.science, actor=cast.liaison, at=AT)
    assert StoredFile.objects.count() == 0
    assert not Path(settings.MANAS_FILES).exists()
