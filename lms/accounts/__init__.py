"""People, sign-in, grants, consent."""
