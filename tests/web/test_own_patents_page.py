"""A firm hands in its patents on its own page and reads there what came of them; the office finds whose file it is."""

import io
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from manas.registers.imports import work
from manas.registers.models import ImportRun
from tests.cast import Cast, make_cast
from tests.registers.imports.files import HEAD, as_csv, clock, kept, patents

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.people()[part])
    return client


def page(client: Client, name: str, *arguments: object) -> str:
    return unescape(client.get(reverse(name, args=arguments)).content.decode())


def test_a_firm_hands_in_a_file_and_reads_what_came_of_it(cast: Cast) -> None:
    rows = patents(2)
    rows[1][2] = "别家公司"
    file = SimpleUploadedFile("清单.csv", as_csv([HEAD, *rows]))
    firm = signed_in(cast, "firm")
    answer = firm.post(reverse("own-patents"), {"organization": cast.company.pk, "file": file})
    assert answer.headers["Location"] == reverse("own-patents")
    run = ImportRun.objects.get()
    work.check(run=run, source=kept(run), clock=clock)
    assert "共 2 行，新增 0 件，更新 0 件，未登记 1 行" in page(firm, "own-patents")
    told = firm.get(reverse("own-patents-faults", args=[run.pk])).content
    cells = CalamineWorkbook.from_filelike(io.BytesIO(told)).get_sheet_by_index(0).to_python()
    assert any("只能提交本单位的专利" in str(cell) for row in cells for cell in row)
    assert "云岭机电有限公司" in page(signed_in(cast, "handler"), "import", run.pk)


def test_a_file_for_the_organization_of_others_and_a_foreign_report_are_not_there(cast: Cast) -> None:
    file = SimpleUploadedFile("清单.csv", as_csv([HEAD, *patents(1)]))
    firm, coop = signed_in(cast, "firm"), signed_in(cast, "coop")
    assert coop.post(reverse("own-patents"), {"organization": cast.company.pk, "file": file}).status_code == 422
    file.seek(0)
    firm.post(reverse("own-patents"), {"organization": cast.company.pk, "file": file})
    assert coop.get(reverse("own-patents-faults", args=[ImportRun.objects.get().pk])).status_code == 404
    assert signed_in(cast, "office").get(reverse("own-patents")).status_code == 404
