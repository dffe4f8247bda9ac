"""Deeds on the register of patents."""

from manas.registers.patents.actions.changing import correct_patent, lift_shield, link_holders, state_offer
from manas.registers.patents.actions.entering import Entered, Result, enter_patents
from manas.registers.patents.actions.searching import drop_search, save_search, tell_of_new

__all__ = [
    "Entered",
    "Result",
    "correct_patent",
    "drop_search",
    "enter_patents",
    "lift_shield",
    "link_holders",
    "save_search",
    "state_offer",
    "tell_of_new",
]
