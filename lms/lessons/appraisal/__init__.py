"""Appraisal of lessons before they are taught: sheets of at least two people, remarks, replies, the decision."""
