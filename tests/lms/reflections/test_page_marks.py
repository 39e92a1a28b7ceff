"""Comments on places of photographed pages: numbered, inside the page, on the version they were made on, shown to the
learner in place once the marks are released."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from lms import database
from lms.marking import queries as marking, rules, service
from lms.marking.models import Comment, SubjectKind
from lms.marking.rules import Place
from lms.permissions import Role
from lms.reflections import bench, handing, own
from tests.lms.cast import NOW, appoint
from tests.lms.reflections import making
from tests.lms.scenes import scene

KIND = SubjectKind.SUBMISSION
SPOT = {"page": "1", "x": "25", "y": "50,5", "width": "10", "height": "4", "note": "Nêu nguồn ở đây."}


@scene
def script(app, cast):
    """Two pages by An, handed in."""
    task = making.make_task(cast.k1, cast.chi)
    reflection = making.write(task, cast.an)
    with app.app_context():
        for body in (b"one", b"two"):
            making.add_page(reflection, cast.an, body)
    made = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    database.session.commit()
    return made


def put(client, script, **changes):
    return client.post(f"/scripts/{script.public_id}/page-marks", data={**SPOT, **changes})


@pytest.mark.one_database
@pytest.mark.parametrize(
    "values, found",
    [
        ({"page": "2", "x": "0", "y": "100"}, Place(2, Decimal(0), Decimal(1))),
        ({"page": "1", "x": "12.346", "y": "1"}, Place(1, Decimal("0.1235"), Decimal("0.01"))),
        (
            {"page": "1", "x": "90", "y": "80", "width": "50", "height": "50"},
            Place(1, Decimal("0.9"), Decimal("0.8"), Decimal("0.1"), Decimal("0.2")),
        ),
        ({"page": "1", "x": "5", "y": "5", "width": "x"}, Place(1, Decimal("0.05"), Decimal("0.05"))),
        ({"page": "3", "x": "5", "y": "5"}, None),
        ({"page": "0", "x": "5", "y": "5"}, None),
        ({"page": "²", "x": "5", "y": "5"}, None),
        ({"page": "1", "x": "101", "y": "5"}, None),
        ({"page": "1", "x": "-1", "y": "5"}, None),
        ({"page": "1", "x": "NaN", "y": "5"}, None),
        ({"page": "1", "x": "1e9999999", "y": "5"}, None),
        ({"page": "1", "x": "", "y": "5"}, None),
        ({}, None),
    ],
)
def test_a_place_lies_on_a_page_or_is_none(values, found):
    assert rules.read_place(values, 2) == found


def test_a_mark_stands_on_its_page_with_the_next_number(cast, as_user, script):
    service.add_comment(bench.subject_of(script), cast.chi, service.Anchor("1", "Con đường"), "Tốt.", NOW)
    database.session.commit()
    chi = as_user("chi")
    assert put(chi, script, page="2").status_code == 302
    assert put(chi, script, page="2").status_code == 302
    page = bench.workbench(script, cast.chi)
    assert [(sheet.number, [one.number for one in sheet.remarks]) for sheet in page.sheets] == [
        (1, []),
        (2, [2]),
    ]
    [entry] = page.sheets[1].remarks
    place = entry.remark.place
    assert (place.x, place.y, place.width, place.height) == tuple(
        map(Decimal, ("0.25", "0.505", "0.1", "0.04"))
    )
    shown = chi.get(f"/scripts/{script.public_id}").text
    assert '<rect x="150.0" y="404.0" width="60.0" height="32.0"/>' in shown
    assert "Nêu nguồn ở đây." in shown


@pytest.mark.parametrize("changes", [{"page": "3"}, {"x": "101"}, {"note": "  "}, {"y": ""}])
def test_a_mark_without_place_or_words_is_refused(as_user, script, changes):
    assert put(as_user("chi"), script, **changes).status_code == 422
    assert database.session.scalars(select(Comment)).all() == []


def test_a_mark_that_is_being_written_is_kept_and_forgotten_once_it_is_made(cast, as_user, script):
    chi = as_user("chi")
    typed = {f"place-{name}": value for name, value in SPOT.items()} | {"passage-body": "Câu khác"}
    chi.post(f"/scripts/{script.public_id}/draft", json={"base": "0", **typed})
    assert "50,5" in chi.get(f"/scripts/{script.public_id}").text
    put(chi, script)
    kept = marking.draft_of(KIND, script.id, cast.chi.id)
    database.session.refresh(kept)
    assert [name for name in kept.values if name.startswith("place-")] == []
    assert kept.values["passage-body"] == "Câu khác"


def test_a_mark_is_withdrawn_by_its_author_alone_and_stays_in_the_history(cast, as_user, script):
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    put(as_user("chi"), script)
    [comment] = database.session.scalars(select(Comment)).all()
    path = f"/scripts/{script.public_id}/comments/{comment.id}/withdrawal"
    assert as_user("dung").post(path).status_code == 404
    assert as_user("chi").post(path).location.endswith("#page-1")
    database.session.expire_all()
    assert comment.withdrawn_at is not None
    assert comment.place.page == 1


def test_a_learner_sees_the_mark_in_place_after_the_release_and_never_before(cast, as_user, script):
    put(as_user("chi"), script)
    making.mark(script, cast.chi)
    database.session.commit()
    path = f"/reflections/{script.reflection.public_id}"
    before = as_user("an").get(path).text
    assert "Nêu nguồn" not in before
    assert "<rect" not in before
    as_user("chi").post(f"/reflection-tasks/{script.reflection.task_id}/release")
    after = as_user("an").get(path).text
    assert "Nêu nguồn" in after
    assert after.count('<rect x="150.0"') == 1


def test_a_mark_belongs_to_the_version_it_was_made_on(app, cast, as_user, script):
    put(as_user("chi"), script)
    reflection = script.reflection
    with app.app_context():
        making.add_page(reflection, cast.an, b"three")
    later = handing.hand_in(reflection, own.window_of(reflection), honour=True, now=NOW)
    database.session.commit()
    assert [sheet.remarks for sheet in bench.workbench(later, cast.chi).sheets] == [[], [], []]
    assert len(bench.workbench(script, cast.chi).sheets[0].remarks) == 1
    assert put(as_user("chi"), script, page="3").status_code == 422
    assert put(as_user("chi"), later, page="3").status_code == 302
