"""Questions, papers and their marks: knows no web, no database, no clock, no global randomness."""
