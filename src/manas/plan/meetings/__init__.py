"""推进会、联系指导: what meetings and visits decide becomes work items, and the next meeting sees what became of it."""
