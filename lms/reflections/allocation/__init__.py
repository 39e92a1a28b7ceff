"""Who marks which scripts: shared out evenly, by group or by percent, pinned by hand, and kept in rounds."""
