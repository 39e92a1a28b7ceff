"""Test matrices that are kept by name, to be used again in other classes of the programme."""
