"""Help pages, one a role."""
