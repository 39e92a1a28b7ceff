"""What cites documents, in one way for all kinds of things.

A feature above joins with a table of its own (`columns.CitationColumns` and one foreign key), a `shelf.Shelf` that
reads and sets what a thing cites, two views that show and save an `editing.Place`, and a `citing.Kind` by which the
page of a document finds its things and lists them for review once the document no longer holds. `lessons/sources` is
all of it in two short files.

A table for each kind, not one with a foreign key for each and a CHECK: on SQLite a CHECK cannot grow without the table
being made anew, and a new kind of thing must not touch the citations of the others.
"""
