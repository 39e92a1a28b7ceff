"""A second person looks at some marks of each marker: agrees, or proposes other levels; somebody else decides."""
