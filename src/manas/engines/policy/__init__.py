"""The policy reader: from the bytes of a government document to a plan."""
