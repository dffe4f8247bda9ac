"""收办登记: every matter's number, state, inbox, time limits, papers and history, whatever its kind."""
