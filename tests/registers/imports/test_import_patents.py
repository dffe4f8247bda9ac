"""What a row of an export becomes: numbers, days, kinds, the fields of the national pool."""

from datetime import date

import pytest

from manas.registers.models import Patent
from tests.cast import Cast
from tests.registers.imports.files import as_csv, counts, entered, faults, number


def one(cast: Cast, **cells: str) -> Patent:
    """The patent that a table of one row becomes."""
    run = entered(cast, as_csv([list(cells), list(cells.values())]))
    assert counts(run)["created"] == 1, faults(run)
    return Patent.objects.get()


def test_the_batch_template_of_the_national_pool(cast: Cast) -> None:
    patent = one(
        cast,
        **{
            "专利号*": f"ZL{number(1)}",
            "专利名称*": "一种沙棘采收装置",
            "是否财政资助项目形成": "是",
            "实施状态（含产业化）": "未实施",
            "转化意愿": "转让、许可",
            "技术成熟度（1-9级）": "6级",
            "专利价值分级自评": "A级",
        },
    )
    assert (patent.application_number, patent.publicly_funded, patent.worked) == (number(1), True, False)
    assert (patent.willingness, patent.maturity, patent.self_grade) == ("license", 6, "A级")


def test_a_day_without_a_name_goes_with_its_number(cast: Cast) -> None:
    entered(
        cast,
        as_csv(
            [
                ["号码", "日期"],
                [number(1), "2021-05-03"],
                ["CN222119253U", "2024-12-06"],
                ["CN119529993A", "2025-02-28"],
            ]
        ),
    )
    filed, granted, published = Patent.objects.order_by("pk")
    assert (filed.filed_on, filed.published_on) == (date(2021, 5, 3), None)
    assert (granted.filed_on, granted.published_on, granted.granted_on) == (None, date(2024, 12, 6), date(2024, 12, 6))
    assert (published.published_on, published.granted_on) == (date(2025, 2, 28), None)


def test_a_number_in_the_wrong_column_is_taken_for_what_it_is(cast: Cast) -> None:
    patent = one(cast, 申请号="CN111534432B", 专利名称="一种装置")
    assert (patent.application_number, patent.publication_number) == (None, "CN111534432B")


@pytest.mark.parametrize(
    ("said", "written", "kind"),
    [
        ("", "CN222119253U", "utility_model"),
        ("外观设计", "CN111534432B", "design"),
        ("", "WO2011064846A1", "invention"),
        ("", "TW594078", ""),
    ],
)
def test_the_kind_is_what_is_said_or_what_the_number_says(cast: Cast, said: str, written: str, kind: str) -> None:
    assert one(cast, 公开号=written, 专利类型=said, 名称="一种").kind == kind


def test_unknown_and_old_classes_are_kept(cast: Cast) -> None:
    patent = one(cast, 申请号=number(1), IPC="H01L 21/00(2006.01);G06F19/00;甲乙")
    assert [str(symbol) for symbol in patent.classes.all()] == ["H01L21/00", "G06F19/00", "甲乙"]


def test_what_does_not_fit_is_named_not_cut(cast: Cast) -> None:
    run = entered(
        cast, as_csv([["申请号", "名称", "申请人"], [number(1), "长" * 501, ""], [number(2), "好", "某" * 201]])
    )
    assert faults(run) == [
        (2, "", "专利名称最多500字，这里有501字"),
        (3, "申请人", f"“{'某' * 30}…”超过200字，可能没有分隔开"),
    ]
    assert Patent.objects.get().holders.count() == 0


def test_a_row_without_a_title_is_a_patent_too(cast: Cast) -> None:
    assert one(cast, 公开号="CN101952153A", 摘要="本发明公开").title == ""
