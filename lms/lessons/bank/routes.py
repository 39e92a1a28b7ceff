"""The blueprints of the bank of lessons; their views stand in `views/`."""

from flask import Blueprint

routes = Blueprint("lesson_bank", __name__, url_prefix="/lessons")
pages = Blueprint("lesson_pages", __name__)
