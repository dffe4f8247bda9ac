"""A file that is too large is cut off while it arrives, and refused with a sentence."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.test.client import encode_multipart
from pytest_django import Settings

from manas.office.files.kinds import MAX_BYTES, FileRefused, gather
from manas.web.shared.uploads import CappedUpload

MEGABYTE = 1024 * 1024
BOUNDARY = "part"


def upload(data: bytes, name: str = "a.pdf") -> SimpleUploadedFile:
    """This function will send a file through the handlers that are set, as a browser would."""
    body = encode_multipart(BOUNDARY, {"document": SimpleUploadedFile(name, data), "other": "value"})
    request = RequestFactory().post("/", body, content_type=f"multipart/form-data; boundary={BOUNDARY}")
    assert request.POST["other"] == "value"
    return request.FILES["document"]  # type: ignore[return-value]  # what Django makes of it is alike


@pytest.mark.parametrize("size", [0, 1, 3 * MEGABYTE, MAX_BYTES])
def test_a_file_arrives_whole(size: int) -> None:
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    arrived = upload(data)
    assert gather(arrived.chunks()) == data
    arrived.close()


def test_of_a_file_that_is_too_large_no_more_than_one_byte_too_many_is_kept(settings: Settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    arrived = upload(bytes(MAX_BYTES + 5 * MEGABYTE))
    assert arrived.size == MAX_BYTES + 1
    assert [path.stat().st_size for path in tmp_path.iterdir()] == [MAX_BYTES + 1]
    with pytest.raises(FileRefused, match="超过 20 MB 的上限"):
        gather(arrived.chunks())
    arrived.close()


def test_the_cap_stands_before_the_handlers_that_keep(settings: Settings) -> None:
    first = settings.FILE_UPLOAD_HANDLERS[0]
    assert first == f"{CappedUpload.__module__}.{CappedUpload.__qualname__}"
