"""What a WSGI server loads: `lms.wsgi:app`, configured by SEN_… variables."""

from lms.app import create_app
from lms.config import check, from_environment

_config = from_environment()
check(_config)
app = create_app(_config)
