"""The criteria by which lessons and programmes are appraised: data that the centre and councils keep, in versions.

No central form exists; the one that is shipped follows the practice of political schools. What was handed in keeps
the criteria of that moment, and a sheet the words and weights of its own.
"""
