"""Keywords and objective of questions: they stand beside the versions, so that setting them asks for no review."""
