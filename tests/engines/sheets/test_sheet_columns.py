"""Columns are known by any name under which they go; headers are found below titles and through merged cells."""

import pytest

from manas.engines.sheets.fields import INDUSTRIES, IPC, PATENTS, FieldSet, field_of, plain
from manas.engines.sheets.header import Header, NoHeader, find_header, map_columns

# Headers as they come from where people get their patents.
INCOPAT = "序号 标题 摘要 申请人 公开（公告）号 公开（公告）日 申请号 申请日 IPC IPC主分类 法律状态 发明人 当前权利人 地址".split()
PATSNAP = [
    "公开(公告)号",
    "申请号",
    "标题",
    "摘要",
    "[标]当前申请(专利权)人",
    "发明人",
    "申请日",
    "公开(公告)日",
    "IPC分类号",
    "简单法律状态",
]
CNKI = "专利名称 申请（专利）号 申请日 申请公布号 公开公告日 申请人 地址 发明人 主分类号 专利分类号 摘要 主权项".split()
ANNOUNCEMENT = "授权公告号 授权公告日 申请号 申请日 专利权人 发明人 地址 分类号 发明名称".split()
POOL = [
    "专利号*",
    "专利名称*",
    "是否财政资助项目形成",
    "实施状态（含产业化）",
    "转化意愿",
    "技术成熟度（1-9级）",
    "专利价值分级自评",
]
PUBLIC_DATA = "pub_or_app_no title abstract claim1 applicant address date ipc_main ipc_all legal_status source".split()


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (
            INCOPAT,
            (
                " title abstract  publication_number published_on application_number filed_on ipc ipc_main legal_status"
                " inventors holders address"
            ),
        ),
        (
            PATSNAP,
            "publication_number application_number title abstract  inventors filed_on published_on ipc legal_status",
        ),
        (
            CNKI,
            (
                "title application_number filed_on publication_number published_on holders address inventors ipc_main ipc"
                " abstract claims"
            ),
        ),
        (ANNOUNCEMENT, "publication_number granted_on application_number filed_on holders inventors address ipc title"),
        (POOL, "application_number title publicly_funded worked willingness maturity self_grade"),
        (PUBLIC_DATA, "number title abstract claims holders address dated_on ipc_main ipc legal_status "),
    ],
    ids=["incopat", "patsnap", "cnki", "announcement", "pool", "public-data"],
)
def test_exports_are_recognised(names: list[str], keys: str) -> None:
    assert map_columns(names, PATENTS) == tuple(keys.split(" "))


@pytest.mark.parametrize("fields", [PATENTS, IPC, INDUSTRIES])
def test_no_name_means_two_fields(fields: FieldSet) -> None:
    names = [plain(name) for field in fields.fields for name in {plain(n) for n in (field.title, *field.synonyms)}]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_names_are_compared_without_spaces_signs_and_case() -> None:
    written = ["申 请 号", "申请号：", "＊申请号", "Application No.", "APPLICATION_NO", "申请号（必填）", "﻿申请号"]
    assert [field_of(name, PATENTS) for name in written] == ["application_number"] * len(written)
    assert field_of("序号", PATENTS) == ""


def test_of_two_columns_of_one_field_who_holds_it_now_comes_first() -> None:
    assert map_columns(["申请号", "申请人", "当前权利人"], PATENTS) == ("application_number", "", "holders")


def test_a_header_below_title_rows() -> None:
    rows = [
        ["2026年云岭州专利清单"],
        ["填报单位：州市场监管局", "", "2026年3月"],
        [],
        ["序号", "申请号", "名称"],
        ["1", "x", "y"],
    ]
    assert find_header(rows, PATENTS) == Header(3, 1, ("序号", "申请号", "名称"))


def test_a_header_of_merged_cells_over_two_rows() -> None:
    rows = [
        ["专利清单", "", "", "", ""],
        ["序号", "号码", "", "专利名称", "权利人", ""],
        ["", "申请号", "公开号", "", "名称", "地址"],
        ["1", "202110123456.3", "CN111534432A", "一种装置", "某公司", "某县"],
    ]
    header = find_header(rows, PATENTS)
    assert header == Header(1, 2, ("序号", "号码·申请号", "号码·公开号", "专利名称", "权利人·名称", "权利人·地址"))
    assert header.first_data_row == 3
    assert map_columns(header.names, PATENTS) == (
        "",
        "application_number",
        "publication_number",
        "title",
        "holders",
        "address",
    )


def test_a_header_of_one_row_is_not_taken_for_two() -> None:
    rows = [["申请号", "名称", "申请人", ""], ["202110123456.3", "", "某公司", "备注"]]
    assert find_header(rows, PATENTS).height == 1


def test_without_a_header_what_was_looked_for_is_said() -> None:
    with pytest.raises(NoHeader, match="申请号或公开（公告）号或申请号或公开号"):
        find_header([["1", "2"], ["某", "某"]], PATENTS)
    with pytest.raises(NoHeader, match="行业代码、行业名称"):
        find_header([], INDUSTRIES)


def test_what_a_table_lacks_is_named() -> None:
    assert PATENTS.missing({"title"}) == "申请号或公开（公告）号或申请号或公开号"
    assert PATENTS.missing({"title", "number"}) == ""
    assert IPC.missing({"code"}) == "中文名称"


def test_a_mapping_is_remembered_by_the_names_of_the_columns() -> None:
    one, same, other = (
        Header(0, 1, ("申请号", "名称")),
        Header(4, 1, ("申请号 ", "名称")),
        Header(0, 1, ("名称", "申请号")),
    )
    assert one.signature == same.signature
    assert one.signature != other.signature
