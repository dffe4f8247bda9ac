"""Code tables are loaded by the same import; until then, and for codes that are in none, the answer is nothing."""

from manas.registers.codes.queries import (
    Loaded,
    industries_loaded,
    industry_in_words,
    ipc_in_words,
    ipc_loaded,
    ipc_titles,
)
from manas.registers.models import Industry, IpcTitle
from tests.cast import Cast, queries_of
from tests.registers.imports.files import as_csv, counts, entered, faults

IPC = [
    ["分类号", "层级", "上级", "中文名称"],
    ["C", "section", "", "化学；冶金"],
    ["C12", "class", "C", "生物化学；微生物学"],
    ["C12M", "subclass", "C12", "酶学或微生物学装置"],
    ["C12M1/00", "main_group", "C12M", "酶学或微生物学装置"],
    ["C12M1/02", "subgroup", "C12M1/00", "具有搅拌器"],
    ["C12M1/04", "subgroup", "C12M1/02", "带有气体引入器"],
]
INDUSTRIES = [["代码", "名称"], ["A", "农、林、牧、渔业"], ["A01", "农业"], ["A011", "谷物种植"], ["A0111", "稻谷种植"]]


def test_a_table_that_is_not_loaded_says_so(cast: Cast) -> None:
    assert ipc_loaded() == industries_loaded() == Loaded(0, "")
    assert ipc_in_words("C12M1/04") == industry_in_words("A0111") == ()


def test_ipc_in_words(cast: Cast) -> None:
    run = entered(cast, as_csv(IPC), kind="ipc")
    assert counts(run)["created"] == 6
    assert ipc_loaded() == Loaded(6, "2026.01")
    assert ipc_in_words("C12M1/04") == (
        "化学；冶金",
        "生物化学；微生物学",
        "酶学或微生物学装置",
        "酶学或微生物学装置",
        "具有搅拌器",
        "带有气体引入器",
    )
    assert ipc_in_words("C12M") == ("化学；冶金", "生物化学；微生物学", "酶学或微生物学装置")
    assert ipc_in_words("H01L21/00") == ipc_in_words("C12M3/00") == ipc_in_words("") == ()
    assert ipc_titles(["C12M", "H01L21/00"]) == {"C12M": "酶学或微生物学装置"}
    assert queries_of(ipc_in_words, "C12M1/04") == 1


def test_levels_and_parents_that_a_table_does_not_say_follow_from_the_codes(cast: Cast) -> None:
    entered(cast, as_csv([[row[0], row[3]] for row in IPC]), kind="ipc")
    placed = dict(IpcTitle.objects.values_list("code", "level"))
    assert placed == {row[0]: row[1] for row in IPC[1:]}
    assert IpcTitle.objects.get(code="C12M1/04").parent == "C12M1/00"


def test_a_new_edition_renames_and_keeps_old_codes(cast: Cast) -> None:
    entered(cast, as_csv(IPC), kind="ipc")
    run = entered(cast, as_csv([["分类号", "中文名称"], ["C12M", "新名称"], ["C12N", "微生物"]]), kind="ipc")
    assert counts(run) == {"created": 1, "changed": 1, "unchanged": 0, "refused": 0}
    assert IpcTitle.objects.count() == 7


def test_industries_with_and_without_their_letter(cast: Cast) -> None:
    entered(cast, as_csv(INDUSTRIES), kind="industries")
    path = ("农、林、牧、渔业", "农业", "谷物种植", "稻谷种植")
    assert industry_in_words("A0111") == industry_in_words("0111") == path
    assert industry_in_words("A01") == path[:2]
    assert industry_in_words("9999") == industry_in_words("") == ()
    assert dict(Industry.objects.values_list("code", "level")) == {
        "A": "section",
        "A01": "division",
        "A011": "group",
        "A0111": "class",
    }


def test_what_is_no_code_is_named(cast: Cast) -> None:
    run = entered(cast, as_csv([*IPC, ["1234", "", "", "页码"], ["C12N", "", "", ""]]), kind="ipc")
    assert faults(run) == [(8, "分类号", "“1234”不是IPC分类号"), (9, "中文名称", "C12N没有名称")]


def test_dots_say_under_which_symbol_a_subgroup_stands(cast: Cast) -> None:
    head, *rows = [["code", "parent", "dots", "title"], *([row[0], row[2], "", row[3]] for row in IPC[1:5])]
    deep = [
        ["C12M1/34", "C12M1/00", "1", "测量"],
        ["C12M1/36", "C12M1/00", "2", "带控制"],
        ["C12M1/38", "C12M1/00", "3", "温度"],
    ]
    late = ["C12M1/342", "C12M1/00", "2", "夹在中间"]
    run = entered(cast, as_csv([head, *rows, *deep]), name="甲.csv", kind="ipc")
    assert counts(run)["created"] == 7
    entered(cast, as_csv([head, late]), name="乙.csv", kind="ipc")
    placed = dict(IpcTitle.objects.filter(level="subgroup").values_list("code", "parent"))
    assert placed == {"C12M1/34": "C12M1/00", "C12M1/342": "C12M1/34", "C12M1/36": "C12M1/34", "C12M1/38": "C12M1/36"}
    assert ipc_in_words("C12M1/38")[-3:] == ("测量", "带控制", "温度")
    again = entered(cast, as_csv([head, *rows, *deep]), name="丙.csv", kind="ipc")
    assert counts(again) == {"created": 0, "changed": 0, "unchanged": 7, "refused": 0}
