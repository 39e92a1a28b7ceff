"""The one blueprint of sets; its views stand in `views/`."""

from flask import Blueprint

routes = Blueprint("situations", __name__, url_prefix="/questions/situations")
