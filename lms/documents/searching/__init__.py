"""Search over all that is known of a document, its text included; the same answers from both databases."""
