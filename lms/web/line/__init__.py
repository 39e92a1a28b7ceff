"""A line before a page that everybody wants at once: who comes when the server can take no more gets a true place.

A process that has been full for some seconds lets nobody more in, but gives numbers (`tickets`), which cost next to
nothing. The numbers of all processes come from one row, and a second figure of that row says up to which number people
may go in; it is moved on by a process that has room again. Who has gone home holds nobody up.
"""
