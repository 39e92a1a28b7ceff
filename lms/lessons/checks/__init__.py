"""Questions of the bank on pages of a lesson: what was just read is asked back at once, and never marked."""
