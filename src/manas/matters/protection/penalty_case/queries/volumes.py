"""正卷、副卷: what lies in a case, in the order in which the rules of procedure want it bound (article 78)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from manas.matters.docket.models import Matter

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a volume, and the papers and documents by their keys that lie there."""

    title: str
    papers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


MAIN = (
    Place("立案审批表", ("filing_form",)),
    Place(
        "行政处罚决定书及送达回证",
        ("penalty_decision", "no_penalty_decision", "spot_decision", "proof_of_service"),
        ("signed_proof", "address_confirmation"),
    ),
    Place(
        "对当事人制发的其他法律文书及送达回证",
        (
            "correction_notice",
            "hold_notice",
            "seizure_decision",
            "seizure_extension",
            "penalty_notice",
            "hearing_notice",
            "deferral_approval",
            "urging_letter",
        ),
    ),
    Place(
        "证据材料",
        documents=(
            "evidence",
            "scene_record",
            "interview_record",
            "sampling_record",
            "goods_list",
            "expert_opinion",
            "right_holder_opinion",
            "assistance_reply",
        ),
    ),
    Place("听证笔录", documents=("hearing_record",)),
    Place("财物处理单据", documents=("property_slip", "payment_slip")),
    Place(
        "其他有关材料",
        ("referral_letter", "crime_transfer_letter"),
        ("deferral_request", "court_ruling", "police_receipt", "other"),
    ),
)
INNER = (
    Place("案源材料", ("source_form",), ("clue_material",)),
    Place("调查终结报告", ("investigation_report",)),
    Place("审核意见", ("review_opinion",)),
    Place("听证报告", documents=("hearing_report",)),
    Place("结案审批表", ("closing_form",)),
    Place("其他有关材料", ("no_filing_form",), ("discussion_record", "transfer_report")),
)


def volumes(matter: Matter) -> Mapping[str, object]:
    """This function will list what lies in both volumes, each place even when it is empty: names, numbers, in order."""
    papers: dict[str, list[Row]] = {}
    for paper in matter.papers.order_by("pk"):
        papers.setdefault(paper.key, []).append({"name": paper.title, "number": paper.number})
    documents: dict[str, list[Row]] = {}
    for kept in matter.attachments.filter(removed_at=None).select_related("file").order_by("pk"):
        documents.setdefault(kept.document, []).append({"name": kept.file.name, "number": ""})
    return {
        "main_volume": list(_bound(MAIN, papers, documents)),
        "inner_volume": list(_bound(INNER, papers, documents)),
    }


def _bound(
    places: tuple[Place, ...], papers: Mapping[str, list[Row]], documents: Mapping[str, list[Row]]
) -> Iterator[Row]:
    for position, place in enumerate(places, start=1):
        there = [row for key in place.papers for row in papers.get(key, ())]
        there += [row for key in place.documents for row in documents.get(key, ())]
        for row in there or [{"name": "无", "number": ""}]:
            yield {"position": str(position), "place": place.title, **row}
