"""Pages about a quiz on paper: `papers` to print, `keying` to key in what was written on them."""
