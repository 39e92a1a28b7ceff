"""The register of people, as staff see it: search, add, first passwords, roles, suspension."""
