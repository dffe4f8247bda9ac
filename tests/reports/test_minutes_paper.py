"""Minutes as a Word file: opened again, every decision with its unit and day, under its sentence."""

import io

import docx
import pytest

from manas.plan.meetings import actions
from manas.reports.minutes import minutes_paper
from tests.cast import CASES, LIBRARY, Cast, make_cast
from tests.plan.meetings.gatherings import NOW, decide, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_minutes_on_paper_say_what_the_record_says(cast: Cast) -> None:
    meeting = held(cast)
    decide(cast, meeting)
    decide(cast, meeting, CASES, what="开展专项整治", unit=cast.ip_office)
    meeting = actions.issue(meeting=meeting, summary="一是听取汇报。\n\n二是研究分工。", actor=cast.office, at=NOW)
    data = minutes_paper(meeting)
    opened = docx.Document(io.BytesIO(data))
    text = [one.text for one in opened.paragraphs if one.text]
    assert text[:2] == ["强州建设推进会纪要", f"会议纪要第{meeting.pk}号"]
    assert "2026年4月2日，州市场监管局在二楼会议室召开推进会。" in text
    assert {"一是听取汇报。", "二是研究分工。", "参会单位（按会议通知）：州科技局、北山县人民政府"} <= set(text)
    assert [[cell.text for cell in row.cells] for row in opened.tables[0].rows] == [
        ["序号", "议定事项", "完成标准", "落实单位", "完成期限"],
        ["1", "建成高价值专利培育库", "入库名单印发", "州科技局", "2026年9月30日"],
        ["2", "开展专项整治", "入库名单印发", "州市场监管局", "2026年9月30日"],
    ]
    assert any("落实《云岭州知识产权强州建设工作方案》" in line for line in text)
    assert any(line.startswith("第1项：") and LIBRARY in line for line in text)
    assert any(line.startswith("第2项：") and CASES in line for line in text)
    assert data == minutes_paper(meeting)


def test_a_meeting_without_minutes_has_no_paper(cast: Cast) -> None:
    with pytest.raises(ValueError, match="without minutes"):
        minutes_paper(held(cast))
