"""Sen: an online learning and assessment platform for classes in political theory."""
