"""办理流程: how a kind of matter runs, declared as states and steps, proved whole before it is used."""
