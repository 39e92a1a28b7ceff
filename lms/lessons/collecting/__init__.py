"""A person's own notebook: what they saved, what they found by themselves, what they noted. Nobody else reads it."""
