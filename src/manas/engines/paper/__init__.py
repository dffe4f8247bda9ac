"""Official papers as text: the marks of a filled template read into blocks. How the blocks look on paper is not known here."""
