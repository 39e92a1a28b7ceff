"""What reviewers remark on a part of a question, and what its writers answer; it stays with the version."""
