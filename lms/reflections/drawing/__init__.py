"""Drawing the pages of photos and PDFs in the background: nobody who hands in or marks waits for it."""
