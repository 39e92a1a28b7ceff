"""The library for self-study: what the centre publishes, for its own people or for everybody."""
