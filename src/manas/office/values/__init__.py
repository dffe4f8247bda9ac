"""本地依据: what the office sets over the facts that ship: terms the law leaves open, and the days of its calendar."""
