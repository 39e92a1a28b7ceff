"""Large files that arrive in pieces: begun, gone on with after any break, checked, then files like any other."""
