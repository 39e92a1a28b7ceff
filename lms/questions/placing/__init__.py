"""Topic, level or bank of many questions set at once, with what they were, so that it can be taken back."""
