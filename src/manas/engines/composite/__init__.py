"""考核指数: units compared by many indicators in one score, with what was done to every value and what might have been otherwise."""
