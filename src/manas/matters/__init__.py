"""办件: what people apply for and officials handle, with a state and a time limit."""
