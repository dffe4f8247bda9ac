"""Deeds on the register of patents."""

from manas.registers.patents.actions.changing import correct_patent, link_holders, state_offer
from manas.registers.patents.actions.entering import Entered, Result, enter_patents

__all__ = ["Entered", "Result", "correct_patent", "enter_patents", "link_holders", "state_offer"]
