"""The official documents that a material rests on."""
