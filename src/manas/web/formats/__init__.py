"""How figures are written, language by language, where it is not as the framework has it."""
