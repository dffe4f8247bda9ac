"""专利导航: landscapes of patents of the register, each a record of its own that can be made again and compared."""
