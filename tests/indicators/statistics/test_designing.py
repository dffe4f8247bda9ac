"""A form asks for nothing that is given already, and says how much it asks."""

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from manas.indicators.models import FormItem, ReturnForm
from manas.indicators.statistics import designing
from manas.indicators.statistics.designing import FormRefused
from manas.indicators.statistics.queries import burdens
from tests.cast import Cast
from tests.indicators.statistics import forms

pytestmark = pytest.mark.django_db
if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"label": "罚款金额", "reason": "报表要求"}, "由系统从记录计算"),
        ({"label": "全州罚款金额（元）", "reason": "报表要求"}, "由系统从记录计算"),
        ({"label": "培训人次", "reason": "没有记录"}, "已由报表“季度情况表”取得"),
        ({"label": "培训人次数", "reason": "没有记录"}, "已由报表“季度情况表”取得"),
        ({"indicator": "events_held"}, "已在报表“季度情况表”中"),
        ({"label": "走访企业户数"}, "为什么没有记录"),
        ({"indicator": "nothing"}, "没有这个指标"),
        ({}, "请选择一个指标"),
        ({"indicator": "fines", "label": "罚款", "reason": "两样"}, "请选择一个指标"),
        ({"label": "走访企业户数", "reason": "没有记录", "least": Decimal(5), "most": Decimal(1)}, "form_item_least"),
    ],
)
def test_a_figure_that_another_source_gives_is_refused(cast: Cast, given: dict[str, object], words: str) -> None:
    forms.in_force(cast)
    second = forms.drawn_up(cast, "另一张表")
    with pytest.raises(FormRefused, match=words):
        forms.add(cast, second, **given)
    assert not second.items.exists()


def test_other_units_may_be_asked_the_same(cast: Cast) -> None:
    forms.in_force(cast)
    second = forms.drawn_up(cast, "另一张表", units=[cast.farming])
    assert forms.add(cast, second, **forms.TRAINED).asked


def test_a_year_may_count_what_a_quarter_counts(cast: Cast) -> None:
    forms.in_force(cast)
    assert not forms.add(cast, forms.drawn_up(cast, "年报", span=12), indicator="events_held").asked


def test_the_burden_is_counted_by_unit_and_month(cast: Cast) -> None:
    form = forms.in_force(cast)
    draft = forms.drawn_up(cast, "月报", span=1, units=[cast.north])
    forms.add(cast, draft, label="走访企业户数", reason="没有记录")
    alone = {one.unit: (round(one.asked * 3, 9), round(one.counted * 3, 9), one.forms) for one in burdens(form.owner)}
    assert alone == {cast.north: (1, 1, 1), cast.science: (1, 1, 1)}
    heaviest = burdens(form.owner, draft)[0]
    assert (heaviest.unit, round(heaviest.asked, 3), heaviest.forms) == (cast.north, Decimal("1.333"), 2)


def test_what_is_in_force_is_closed_and_neither_changed_nor_deleted(cast: Cast) -> None:
    """K22."""
    form = forms.in_force(cast)
    deeds: list[Callable[[], object]] = [
        lambda: forms.add(cast, form, indicator="fines"),
        lambda: designing.drop_item(item=form.items.all()[0], actor=cast.office, at=forms.NOW),
        lambda: designing.discard_form(form=form, actor=cast.office, at=forms.NOW),
        lambda: designing.put_form_in_force(form=form, actor=cast.office, at=forms.NOW),
    ]
    for deed in deeds:
        with pytest.raises(FormRefused):
            deed()
    closed = designing.close_form(form=form, actor=cast.office, at=forms.AFTER)
    assert (closed.state, closed.closed_at) == ("closed", forms.AFTER)
    with pytest.raises(FormRefused, match="只能停用执行中"):
        designing.close_form(form=form, actor=cast.office, at=forms.AFTER)


def test_a_form_with_an_open_period_is_not_closed(cast: Cast) -> None:
    period = forms.opened(cast)
    with pytest.raises(FormRefused, match="没有锁定"):
        designing.close_form(form=period.form, actor=cast.office, at=forms.AFTER)


def test_a_draft_is_thrown_away(cast: Cast) -> None:
    form = forms.drawn_up(cast)
    designing.drop_item(item=forms.add(cast, form, indicator="fines"), actor=cast.office, at=forms.NOW)
    with pytest.raises(FormRefused, match="还没有项目"):
        designing.put_form_in_force(form=form, actor=cast.office, at=forms.NOW)
    designing.discard_form(form=form, actor=cast.office, at=forms.NOW)
    assert not ReturnForm.objects.exists()


def test_a_form_needs_a_basis_units_of_its_own_and_the_office(cast: Cast) -> None:
    for changed in ({"basis": " "}, {"units": []}, {"units": [cast.elsewhere]}, {"units": [cast.government]}):
        with pytest.raises(FormRefused):
            forms.drawn_up(cast, **changed)
    for person in cast.others("office"):
        with pytest.raises(FormRefused, match="由知识产权局制定"):
            forms.drawn_up(cast, actor=person)
    forms.drawn_up(cast)
    with pytest.raises(FormRefused, match="return_form_name_once"):
        forms.drawn_up(cast)


@pytest.mark.parametrize(
    ("model", "constraint", "values"),
    [
        (ReturnForm, "return_form_in_force_since", {"in_force_at": None}),
        (ReturnForm, "return_form_closed_since", {"state": "closed", "closed_at": None}),
        (FormItem, "form_item_counted_or_asked", {"indicator": "", "label": ""}),
        (FormItem, "form_item_least_to_most", {"least": 5, "most": 4}),
    ],
)
def test_the_database_holds_it_too(
    cast: Cast, model: type[ReturnForm] | type[FormItem], constraint: str, values: dict[str, object]
) -> None:
    forms.in_force(cast)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model._default_manager.all().update(**values)


@pytest.mark.parametrize("again", [{"indicator": "events_held"}, {"label": "培训人次", "reason": "没有记录"}])
def test_no_item_stands_twice_on_a_form(cast: Cast, again: dict[str, str]) -> None:
    """form_item_indicator_once, form_item_label_once."""
    form = forms.in_force(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        FormItem.objects.create(form=form, position=9, **again)
