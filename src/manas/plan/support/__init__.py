"""条件保障: money and policies by task: arranged by a document, received, paid, reversed; gaps shown as gaps."""
