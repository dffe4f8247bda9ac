"""考核: units assessed by results alone, by a method that was signed beforehand, in a form that can be reckoned again."""
