"""官费: what an act before an intellectual-property office costs on the day of that act, line by line, with its law."""
