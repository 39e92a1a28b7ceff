"""Double marking: two people mark one script, neither knowing of the other; a visible rule makes one mark of theirs."""
