"""By which rules the attendance of a class is judged: changed with a preview, told in time when it gets tight."""
