"""What stands out at check-in, shown to a person as facts to look at. Nothing here decides anything."""
