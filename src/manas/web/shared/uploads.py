"""Files on their way in and out."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler
from django.http import FileResponse

from manas.office.files.kinds import MAX_BYTES
from manas.office.files.queries import serve
from manas.office.models import StoredFile


class CappedUpload(FileUploadHandler):
    """Lets one byte more through than a file may have, and drops the rest: no request fills memory or disk.

    The byte too many has the file refused with a sentence where its size is checked.
    """

    def new_file(self, *args: object, **kwargs: object) -> None:
        """This function will begin to count anew."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed through as they come
        self.left = MAX_BYTES + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """This function will hand on what may still be handed on."""
        passed = raw_data[: self.left]
        self.left -= len(passed)
        return passed or None

    def file_complete(self, file_size: int) -> None:
        """This function will leave the file to the handlers that keep it."""


def saved_file(file: StoredFile) -> FileResponse:
    """This function will hand out a kept file for saving."""
    served = serve(file)
    response = FileResponse(served.path.open("rb"))
    for name, value in served.headers.items():
        response.headers[name] = value
    return response
