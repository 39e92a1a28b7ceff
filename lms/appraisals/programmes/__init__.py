"""Programmes are appraised before classes are taught by them: a frozen copy, sheets of two people, a conclusion."""
