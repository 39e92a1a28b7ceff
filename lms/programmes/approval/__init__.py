"""Whether a programme was approved as it stands: what was approved is kept word for word, and compared with today.

Appraisal itself is a feature above; it says here what came of it. Classes ask here.
"""
