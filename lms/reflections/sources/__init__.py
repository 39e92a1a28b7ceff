"""The official documents that a reflection task rests on."""
