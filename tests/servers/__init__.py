"""Real servers for the tests: PostgreSQL and Sen itself, started by the tests and stopped by them."""
