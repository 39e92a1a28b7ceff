"""The criteria by which lessons are appraised: kept as data by the centre and by councils, each change a new version.

No central form exists; the one that is shipped follows the practice of political schools. What was handed in keeps
the criteria of that moment, and a sheet the words and weights of its own.
"""
