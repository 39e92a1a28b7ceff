"""Where a page lies in its photo, as typed or as the corners on the picture were drawn."""

from decimal import Decimal

from flask_babel import gettext, lazy_gettext as _
from wtforms import DecimalField, FieldList, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from lms.files import shapes
from lms.files.shapes import Shape
from lms.web.forms import BaseForm


class ShapeForm(BaseForm):
    """`corners` in percent of the turned picture: x and y from the top left on, clockwise."""

    turn = SelectField(
        _("Turn"),
        coerce=int,
        choices=[
            SelectChoice(0, _("as it is")),
            SelectChoice(1, _("to the right")),
            SelectChoice(2, _("upside down")),
            SelectChoice(3, _("to the left")),
        ],
    )
    corners = FieldList(
        DecimalField(
            validators=[InputRequired(_("Fill this in.")), NumberRange(0, 100, _("From 0 to 100."))]
        ),
        min_entries=8,
        max_entries=8,
    )

    def shape(self) -> Shape | None:
        """What was asked for; None after saying what is wrong with it."""
        if not self.validate():
            return None
        numbers = [float(field.data / Decimal(100)) for field in self.corners]
        made = shapes.shape_of(self.turn.data, numbers)
        if made is None:
            self.form_errors.append(
                gettext(
                    "The four corners enclose no page. Put them at the corners of the sheet, from the top left on."
                )
            )
        return made


def form_of(shape: Shape) -> ShapeForm:
    """The form as the page was cut out last."""
    numbers = [round(100 * value, 1) for corner in shape.corners for value in corner]
    return ShapeForm(formdata=None, data={"turn": shape.turn, "corners": numbers})
