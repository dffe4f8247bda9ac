"""What steps of a pair bring about: its patent found in the register, both sides known, its contract of the right kind."""

from __future__ import annotations

from typing import cast

from manas.matters.docket.actions.days import not_ahead
from manas.matters.docket.actions.refusals import StepRefused
from manas.matters.docket.models import Matter, Turn
from manas.matters.pairing.pair.models import ContractKind, Pair, PairSource, Standpoint
from manas.matters.pairing.pair.queries import record_of
from manas.registers.deals.queries import by_number
from manas.registers.models import NeedState

RECORDED_CONTRACTS = (ContractKind.LICENSE, ContractKind.TRANSFER)


def submitted(turn: Turn) -> None:
    """This function will find the patent that the firm named; that it wants to talk is said by its asking."""
    pair = _pair(turn.matter)
    if pair.applicant_organization is None:
        raise StepRefused("供需对接以企业、合作社或者个体工商户的名义提出，请先登记所在单位")
    pair.source, pair.demand_standpoint = pair.source or PairSource.OWN, Standpoint.WILLING
    _find_patent(pair)
    pair.save()


def invited_demand(turn: Turn) -> None:
    """This function will name both sides: from the need and the register, where the office did not."""
    pair = _pair(turn.matter)
    _name_both(pair)
    if pair.applicant_organization is None and pair.applicant_person is None:
        raise StepRefused("请填写申请单位（需求方），或者选择有需求单位的技术需求")
    pair.save()


def invited_supply(turn: Turn) -> None:
    """This function will name both sides; refused where the side that needs does not want to talk."""
    _refuse_unwilling(_pair(turn.matter).demand_standpoint)
    invited_demand(turn)


def demand_answered(turn: Turn) -> None:
    """This function will refuse to go on with a side that does not want to."""
    _refuse_unwilling(_pair(turn.matter).demand_standpoint)


def supply_answered(turn: Turn) -> None:
    """This function will refuse to go on with a side that does not want to."""
    _refuse_unwilling(_pair(turn.matter).supply_standpoint)


def signed(turn: Turn) -> None:
    """This function will refuse contracts that are registered by a step of their own."""
    pair = _pair(turn.matter)
    not_ahead(pair, "signed_on", turn.at)
    if pair.contract_kind not in RECORDED_CONTRACTS:
        raise StepRefused("先使用后付费合同、合作开发合同请分别办理各自的登记步骤")


def signed_use_first(turn: Turn) -> None:
    """This function will note that the patent is used first and paid for later."""
    pair = _pair(turn.matter)
    not_ahead(pair, "signed_on", turn.at)
    pair.contract_kind = ContractKind.USE_FIRST
    pair.save()


def signed_joint(turn: Turn) -> None:
    """This function will note that the two develop together."""
    pair = _pair(turn.matter)
    not_ahead(pair, "signed_on", turn.at)
    pair.contract_kind = ContractKind.JOINT
    pair.save()


def kept(turn: Turn) -> None:
    """This function will refuse to go on to payment while the report of the free use is owed."""
    if not _pair(turn.matter).use_report:
        raise StepRefused("请先报告先使用情况")


def recorded(turn: Turn) -> None:
    """This function will refuse what the register does not show: a licence or transfer of this patent since the contract."""
    if record_of(_pair(turn.matter)) is None:
        raise StepRefused("登记册中还没有这份合同的备案登记，请先办理“专利许可备案”或者“专利转让登记”")


def ended(turn: Turn) -> None:
    """This function will note which side it was that did not want to, where it was asked."""
    pair = _pair(turn.matter)
    if turn.from_state == "asking_demand":
        pair.demand_standpoint = Standpoint.UNWILLING
    if turn.from_state == "asking_supply":
        pair.supply_standpoint = Standpoint.UNWILLING
    pair.save()


def _find_patent(pair: Pair) -> None:
    found = by_number(pair.patent_number)
    if found is None:
        raise StepRefused(f"登记册中没有“{pair.patent_number}”，请核对号码；新的专利请先导入或者登记")
    pair.patent = found
    pair.patent_number = found.application_number or found.publication_number or ""
    holders = list(found.holders.select_related("organization"))
    pair.holder = pair.holder or "、".join(holder.name for holder in holders)
    known = [holder.organization for holder in holders if holder.organization is not None]
    if pair.partner_organization is None and len(known) == 1:
        pair.partner_organization = known[0]


def _name_both(pair: Pair) -> None:
    _find_patent(pair)
    if pair.need is not None:
        if pair.need.state == NeedState.CLOSED:
            raise StepRefused("这项技术需求已经办结")
        pair.applicant_organization = pair.applicant_organization or pair.need.organization
        pair.applicant_person = pair.applicant_person or pair.need.asked_by
        pair.county = pair.county or pair.need.county
    if pair.applicant_organization is None and pair.applicant_person is not None:
        pair.applicant_name = pair.applicant_person.name
    if pair.applicant_organization is not None:
        pair.applicant_name = pair.applicant_organization.name
        if pair.applicant_organization == pair.partner_organization:
            raise StepRefused("需求方和专利方是同一个单位")


def _refuse_unwilling(standpoint: str) -> None:
    if standpoint == Standpoint.UNWILLING:
        raise StepRefused("不愿意对接的，请办理“终止对接”并选择原因")


def _pair(matter: Matter) -> Pair:
    return cast(Pair, matter)  # the docket hands every kind its own model
