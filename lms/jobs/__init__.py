"""Work in the background: a queue of tasks (huey) and a beat of sweeps.

huey runs a task at most once, so the truth is always in our tables: tasks are idempotent, and a sweep takes up
again whatever is overdue.
"""
