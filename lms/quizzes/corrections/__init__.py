"""Corrections of questions after they were asked: another key, more answers, void, another weight."""
