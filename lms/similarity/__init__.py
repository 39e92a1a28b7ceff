"""What reflections have in common, for a person to look at: passages side by side, never a verdict."""
