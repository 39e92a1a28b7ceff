"""Papers, answer sheets and keys as files: laid out once as plain data, then written as .docx and drawn as .pdf."""
