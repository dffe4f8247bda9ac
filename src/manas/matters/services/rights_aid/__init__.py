"""维权援助: free help for whoever defends a right of theirs, from a question to an opinion or a mediation."""
