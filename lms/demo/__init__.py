"""Believable demo data: an invented province with the figures of the founding documents."""
