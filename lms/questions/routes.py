"""The one blueprint of the bank; its views stand in `views/`."""

from flask import Blueprint

routes = Blueprint("questions", __name__, url_prefix="/questions")
