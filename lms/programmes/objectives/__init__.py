"""What learners should be able to do after a topic, as a list that questions name."""
