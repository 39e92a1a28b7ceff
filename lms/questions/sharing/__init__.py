"""Who may see, use and change a question: the whole bank, the staff of a unit, its author alone, or whom they name."""
