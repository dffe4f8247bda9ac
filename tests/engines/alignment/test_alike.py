"""Tasks that say the same are found by what they say."""

from manas.engines.alignment import TaskText, alike, shared

UPPER = [
    TaskText("培育高价值专利", "建立高价值专利培育库，分级分类管理。"),
    TaskText("做强地理标志", "组织申报地理标志保护产品，推广使用专用标志。"),
    TaskText("加强行政执法", "开展侵权假冒专项整治，公开典型案例。"),
]


def test_each_task_finds_the_one_that_says_the_same() -> None:
    lower = [
        TaskText("打造木纳格葡萄品牌", "引导果农规范使用地理标志专用标志。"),
        TaskText("护好市场", "组织侵权假冒专项整治。"),
    ]
    assert [[one.place for one in found[:1]] for found in alike(lower, UPPER)] == [[1], [2]]


def test_the_same_text_is_wholly_alike_and_comes_first() -> None:
    found = alike(UPPER, UPPER)
    assert [(one[0].place, round(one[0].score, 6)) for one in found] == [(0, 1.0), (1, 1.0), (2, 1.0)]


def test_what_shares_nothing_is_not_suggested() -> None:
    assert alike([TaskText("修建水渠", "疏通河道。")], UPPER) == [()]
    assert alike([TaskText("", "")], UPPER) == [()]
    assert alike(UPPER, []) == [(), (), ()]


def test_at_most_top_are_given_and_equals_keep_the_order_of_the_plan() -> None:
    twice = [UPPER[1], UPPER[1], UPPER[1], UPPER[0]]
    assert [one.place for one in alike([UPPER[1]], twice, top=2)[0]] == [0, 1]


def test_a_rare_phrase_counts_more_than_one_that_every_task_has() -> None:
    every = "加强组织领导，压实工作责任，"
    upper = [TaskText("甲", every + "支持商标注册。"), TaskText("乙", every + "支持专利导航。")]
    (found,) = alike([TaskText("丙", every + "开展专利导航。")], upper)
    assert found[0].place == 1


def test_line_breaks_within_a_word_do_not_matter() -> None:
    (found,) = alike([TaskText("品牌", "规范使用地理标\n志专用\n标志")], UPPER)
    assert found[0].place == 1
    assert found[0].shared == ("专用标志", "地理标志")


def test_the_reason_is_the_longest_phrases_of_both_none_within_another() -> None:
    one, other = TaskText("", "推广使用专用标志，组织申报产品"), TaskText("", "组织申报，推广使用专用标志")
    assert shared(one, other, {"推广": 1.0, "专用": 1.0, "组织": 0.5}) == ("推广使用专用标志", "组织申报")
