"""Official paper: an office's own .docx with named fields is filled, and the filled file is drawn as a PDF."""
