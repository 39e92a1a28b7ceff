"""The text of a document: read once from a Word or PDF file, kept as paragraphs, cited clause by clause."""
