"""A list that the national pool pushed, on its way through the real deeds."""

from datetime import timedelta

from manas.office.models import Organization
from manas.registers.models import Patent, PushAddressee, PushAnswer, PushedPatent, PushList
from manas.registers.pool import actions
from tests.cast import AT, Cast
from tests.registers.imports.files import as_csv, entered, number

HEAD = [
    "序号", "专利号", "专利名称", "专利权人", "联系人", "联系电话", "产业细分领域", "是否财政资助项目形成", "实施状态（含产业化）",
    "转化意愿（可接受方式）", "技术成熟度", "专利价值分级自评", "应用场景（产业化前景）",
]  # fmt: skip


def row(serial: int, segment: str = "林果加工") -> list[str]:
    """This function will make the row of one pushed patent of a university."""
    return [
        str(serial), f"ZL{number(serial)}", f"一种鲜杏保鲜方法{serial}", "丰泽大学", "张老师", "0908-0000009", segment,
        "是", "未实施", "许可、作价入股", "6级", "A级", "鲜杏产地预冷和短途运输",
    ]  # fmt: skip


def pushed_list(cast: Cast, count: int = 2) -> PushList:
    """This function will import a list of so many patents, every second one of another trade."""
    rows = [row(serial, "林果加工" if serial % 2 else "新能源装备") for serial in range(1, count + 1)]
    run = entered(cast, as_csv([HEAD, *rows]), name="2026年第一批.csv", kind="pool")
    return PushList.objects.get(run=run)


def pushed(push_list: PushList, serial: int = 1) -> PushedPatent:
    """This function will give the patent of a list by its serial number."""
    return push_list.patents.get(patent=Patent.objects.get(application_number=number(serial)))


def ask(cast: Cast, push_list: PushList, *organizations: Organization) -> int:
    """This function will let the office ask firms about all patents of a list."""
    return actions.ask(
        push_list=push_list,
        patents=list(push_list.patents.all()),
        organizations=organizations,
        actor=cast.handler,
        at=AT + timedelta(hours=2),
    )


def answer(cast: Cast, question: PushAddressee, actor: str = "firm", **values: object) -> PushAnswer:
    """This function will let a firm say that it likes a patent, or what else it says of it."""
    usual = {
        "prospect": "good", "improvement": "", "will": "willing", "reason": "", "reason_note": "",
        "at": AT + timedelta(days=1),
    }  # fmt: skip
    return actions.answer(addressee=question, actor=cast.people()[actor], **{**usual, **values})  # type: ignore[arg-type]  # by their names
