"""The database itself keeps the counts of a run whole."""

import pytest
from django.db import IntegrityError, transaction

from manas.registers.models import ImportMapping, ImportRun, ImportState
from tests.cast import AT, Cast


def run(cast: Cast, **values: object) -> ImportRun:
    """This function will write a run as it stands, without any deed."""
    kept = {"kind": "patents", "file_name": "表.csv", "owner": cast.ip_office, "begun_by": cast.office, "begun_at": AT}
    return ImportRun.objects.create(**{**kept, **values})


@pytest.mark.django_db
def test_import_run_counts_every_row(cast: Cast) -> None:
    run(cast, state=ImportState.CHECKING, position=3)
    run(cast, state=ImportState.DONE, position=10, created=4, changed=3, unchanged=2, refused=1)
    for state in (ImportState.ENTERING, ImportState.DONE):
        with pytest.raises(IntegrityError, match="import_run_counts_every_row"), transaction.atomic():
            run(cast, state=state, position=10, created=4)


@pytest.mark.django_db
def test_import_mapping_once(cast: Cast) -> None:
    kept = {"kind": "patents", "signature": "a" * 64, "owner": cast.ip_office, "remembered_at": AT}
    ImportMapping.objects.create(**kept, columns=["申请号"], mapping=["number"])
    with pytest.raises(IntegrityError, match=r"import_mapping_once|registers_importmapping"):
        ImportMapping.objects.create(**kept, columns=["申请号"], mapping=[""])
