"""专利导航委托项目: a navigation asked for, carried out by an institution, reviewed, delivered, and followed to what was done with it."""
