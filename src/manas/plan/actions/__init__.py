"""Verbs of the plan floor: drafting a plan, adopting it, and keeping its ledger."""
