"""Pictures of a published text lead through the publication, and only they."""

import pytest
from markupsafe import Markup

from lms.lessons.publishing.models import Publication, Visibility
from lms.lessons.publishing.pictures import through
from tests.lms.cast import NOW

pytestmark = pytest.mark.one_database
HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "written, shown",
    [
        (f'<img src="/files/{HASH}">', f'<img src="/library/7/pictures/{HASH}">'),
        (f'<img alt="a > b" src="/files/{HASH}">', f'<img alt="a > b" src="/library/7/pictures/{HASH}">'),
        (f'<p>src="/files/{HASH}"</p>', f'<p>src="/files/{HASH}"</p>'),
        (f'<img alt="src=" src="/files/{HASH}0">', f'<img alt="src=" src="/files/{HASH}0">'),
    ],
)
def test_only_addresses_of_pictures_are_changed(written: str, shown: str):
    assert through(Markup(written), "/library/7/pictures") == shown  # noqa: S704 - written above


@pytest.mark.parametrize(
    "visibility, withdrawn, signed_in, is_open",
    [
        (Visibility.PUBLIC, False, False, True),
        (Visibility.PUBLIC, True, True, False),
        (Visibility.INTERNAL, False, True, True),
        (Visibility.INTERNAL, False, False, False),
        (Visibility.INTERNAL, True, True, False),
    ],
)
def test_who_finds_a_publication(visibility: Visibility, withdrawn: bool, signed_in: bool, is_open: bool):
    one = Publication(visibility=visibility, withdrawn_at=NOW if withdrawn else None)
    assert one.is_open_to(signed_in=signed_in) is is_open
