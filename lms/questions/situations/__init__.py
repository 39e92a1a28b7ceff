"""Situational sets: one case text, told first, and several questions about it.

A version of a question freezes the case text with all else that it asks, so that papers, review and history need to
know nothing of sets. What makes a set is beside that: `SituationPart` says which text of which set a version tells.
"""
