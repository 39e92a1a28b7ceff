"""Append-only history of what people changed, and observations of what was tried."""
