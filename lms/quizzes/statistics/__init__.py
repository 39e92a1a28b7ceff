"""What a quiz shows of its class, its questions and its papers: for staff, to print, as a workbook."""
