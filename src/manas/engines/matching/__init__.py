"""需求与专利匹配: which patents answer a need, and why."""
