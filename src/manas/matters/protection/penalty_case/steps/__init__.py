"""The steps of a penalty case, stage by stage, in the order in which a case passes them."""

from manas.matters.protection.penalty_case.steps.clue import CLUE, ON_THE_SPOT
from manas.matters.protection.penalty_case.steps.decision import DECISION
from manas.matters.protection.penalty_case.steps.investigation import INVESTIGATION, MEASURES
from manas.matters.protection.penalty_case.steps.performance import CLOSING, PERFORMANCE
from manas.matters.protection.penalty_case.steps.review import HEARING, NOTICE, REVIEW
from manas.matters.protection.penalty_case.steps.transfer import TRANSFER

STEPS = (
    *CLUE,
    *ON_THE_SPOT,
    *INVESTIGATION,
    *MEASURES,
    *REVIEW,
    *NOTICE,
    *HEARING,
    *DECISION,
    *PERFORMANCE,
    *CLOSING,
    *TRANSFER,
)
