"""表格: recognising the columns of a table that somebody else made, and reading its cells. Pure: text in, values out."""
