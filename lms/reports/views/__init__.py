"""Pages of reports: of the chair, of a period, official ones with their templates."""
