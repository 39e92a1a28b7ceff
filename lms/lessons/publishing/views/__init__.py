"""The library as everybody reads it, and as who publishes keeps it."""
