"""Materials read, watched and heard in the page: films and sound with subtitles, PDFs as pictures of their pages."""
