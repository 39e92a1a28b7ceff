"""Before its moment a material is there for the staff of the class only: for others it is not known of."""

from lms.lessons.models import Material
from lms.permissions import Permission
from lms.web import clock
from lms.web.authorised import can, narrow


def _is_open(material: Material, permission: Permission) -> bool:
    if permission is not Permission.CLASS_SEE or not material.is_shut(clock.now()):
        return True
    return can(Permission.ROSTER_SEE, material.study_class)


narrow(Material, _is_open)
