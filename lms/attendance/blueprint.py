"""The one blueprint that the views of attendance share."""

from flask import Blueprint

routes = Blueprint("attendance", __name__)
CHECKPOINT = "/sessions/<int:class_session_id>/checkpoints/<any(before, after):phase>"
