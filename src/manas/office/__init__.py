"""机关底座: units, people and their posts, access, the journal, files. Knows nothing of intellectual property."""
