"""公文: official papers from text templates, as Word files in the form of GB/T 9704—2012."""
