"""供需对接: one need or firm and one patent, from the invitation to a recorded contract, or to the reason why not."""
