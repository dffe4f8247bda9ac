"""工作报告: the quarterly and yearly report of a plan, drawn from records, worded by its office, frozen when it goes out."""
