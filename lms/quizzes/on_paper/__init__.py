"""A quiz on paper: papers to print, keys for markers, and what was written on paper keyed in, one line a learner."""
