"""Proposals (đề xuất, kiến nghị) that learners write, on their way to the unit that can act on them, and back."""
