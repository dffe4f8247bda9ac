"""专用标志: a producer's right to use the special mark of a geographical indication, from the field to the last report."""
