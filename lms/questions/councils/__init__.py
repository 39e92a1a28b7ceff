"""Councils that review the questions of some topics: whom a unit has appointed for what."""
