"""Uploads, kept by content."""
