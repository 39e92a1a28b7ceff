"""The question bank as it is stored: versions, review, import and export."""
