"""Verbs of the docket: opening, stepping, stopping the clock, handing over, and what follows from each."""
