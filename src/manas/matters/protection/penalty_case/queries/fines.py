"""Whether a fine lies within what the law allows for the act, and which procedure its amount opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from manas.engines.flow.model import Basis
from manas.facts.protection import (
    Bracket,
    Fine,
    Held,
    NothingHolds,
    Procedure,
    ProcedureAmount,
    Subject,
    fine,
    procedure_amounts,
)
from manas.matters.docket.kinds import Advice, Level
from manas.matters.protection.penalty_case.models import PenaltyCase
from manas.matters.protection.penalty_case.queries.crime import amounts


def fine_warnings(case: PenaltyCase, today: date) -> Iterator[Advice]:
    """This function will say what fine the act may bring, and warn of one outside it or above what was announced."""
    known = act(case, today)
    imposed = case.fine if case.fine is not None else case.proposed_fine
    if known is not None:
        yield from _bracketed(known, case, imposed)
    if case.fine is not None and case.proposed_fine is not None and case.fine > case.proposed_fine:
        text = "罚款高于告知当事人的数额：不得因陈述、申辩而给予更重的处罚；事实有变化的，应当重新告知"
        yield Advice(Level.WARNING, text, (("penalty-law", "45"),))


def hearing_warnings(case: PenaltyCase) -> Iterator[Advice]:
    """This function will say that the party must be told of its right to a hearing, where the intended fine is large."""
    amount = procedure_amount(Procedure.HEARING, case.party_kind)
    intended = case.proposed_fine
    if amount is None or amount.least is None or intended is None or intended < amount.least or case.hearing_told:
        return
    text = f"拟处罚款{yuan(intended)}，达到{yuan(amount.least)}，应当告知当事人有要求听证的权利"
    basis = (("penalty-law", "63"), *_basis(amount.held))
    yield Advice(Level.WARNING, _with_note(text, amount.held), basis, amount.held.status.value)


def above_simple(case: PenaltyCase) -> str:
    """This function will say why a fine cannot be imposed on the spot; nothing when it can."""
    amount = procedure_amount(Procedure.SIMPLE, case.party_kind)
    if amount is None or amount.most is None or case.fine is None or case.fine <= amount.most:
        return ""
    return f"罚款{yuan(case.fine)}，超过当场处罚的限额{yuan(amount.most)}，应当适用普通程序"


def act(case: PenaltyCase, today: date) -> Fine | None:
    """This function will give what the law says of the act as of its day; none where no version is known."""
    try:
        return fine(case.breach, case.violation_ended_on or today)
    except NothingHolds:
        return None


def procedure_amount(kind: Procedure, party: str) -> ProcedureAmount | None:
    """This function will give the amount that opens a procedure for this kind of party; none when the party is unknown."""
    return next((a for a in procedure_amounts() if a.kind is kind and a.subject.value == party), None)


def yuan(amount: Decimal) -> str:
    """This function will write an amount without needless noughts: 250,000元."""
    text = f"{amount:,.2f}".rstrip("0").rstrip(".")
    return f"{text}元"


def _bracketed(known: Fine, case: PenaltyCase, imposed: Decimal | None) -> Iterator[Advice]:
    basis, status = _basis(known.held), known.held.status.value
    found = [(bracket, _bounds(bracket, case)) for bracket in known.brackets if _applies(bracket, case)]
    for bracket, (least, most) in found:
        text = f"{known.name}的罚款{'（情节严重）' if bracket.grave else ''}：{_span(least, most)}"
        yield Advice(Level.INFO, _with_note(text, known.held), basis, status)
    if known.also:
        yield Advice(Level.INFO, f"{known.name}另有：{'；'.join(known.also)}", basis, status)
    if imposed is not None and found and not any(_within(imposed, bounds) for _, bounds in found):
        yield Advice(Level.WARNING, f"罚款{yuan(imposed)}不在法定幅度之内", basis, status)


def _applies(bracket: Bracket, case: PenaltyCase) -> bool:
    """Where the measure is not known yet, the bracket for "none" applies if it has one: it has no lower bound."""
    if bracket.subject is not Subject.ANYONE and bracket.subject.value != case.party_kind:
        return False
    if bracket.measure is None:
        return True
    known = amounts(case).get(bracket.measure)
    return bracket.covers(known) if known is not None else bracket.at_least is None and bracket.above is None


def _bounds(bracket: Bracket, case: PenaltyCase) -> tuple[Decimal | None, Decimal | None]:
    known = amounts(case).get(bracket.measure) if bracket.measure else None
    least = bracket.least
    if bracket.least_times is not None:
        least = None if known is None else bracket.least_times * known
    if bracket.most_times is not None:
        return least, None if known is None else bracket.most_times * known
    return least, bracket.most


def _within(amount: Decimal, bounds: tuple[Decimal | None, Decimal | None]) -> bool:
    least, most = bounds
    return (least is None or amount >= least) and (most is None or amount <= most)


def _span(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and most is not None:
        return yuan(most) if least == most else f"{yuan(least)}以上{yuan(most)}以下"
    if most is not None:
        return f"{yuan(most)}以下"
    return f"{yuan(least)}以上" if least is not None else "按倍数计算，数额尚未填写"


def _basis(held: Held) -> tuple[Basis, ...]:
    return tuple((citation.law, citation.article) for citation in held.citations)


def _with_note(text: str, held: Held) -> str:
    return f"{text}（{held.note}）" if held.note else text
