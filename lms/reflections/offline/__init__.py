"""Marking without a network: a sheet and the scripts go out, the sheet comes back and is compared before it counts."""
