"""导入: files that people have, read into the registers: looked at first, then entered whole, batch by batch."""
