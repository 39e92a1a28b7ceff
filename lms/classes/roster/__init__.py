"""Rosters from files: read, understood, matched with the people there are, shown, applied, undone."""
