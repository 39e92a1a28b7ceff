"""Hearing about an answer while the test runs: at once, with further tries, or weighed by certainty."""
