"""What a case rests on: named on the form of its set, and once it no longer holds no paper tells the case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.documents import service as register
from lms.documents.citations.shelf import Cited
from lms.questions import queries as bank
from lms.questions.models import Question
from lms.questions.sharing import service as sharing
from lms.questions.situations import service
from lms.questions.situations.citations import SHELF
from lms.questions.situations.models import Situation
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document, replaced
from tests.lms.questions.samples import choice, published
from tests.lms.questions.situations.samples import CASE, NEWER, approve, asked_in, begun

AsUser = Callable[[str], TestClient]
SETS, TODAY = "/questions/situations", NOW.date()
NO_LONGER = "Văn bản nguồn của tình huống không còn hiệu lực"


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def sent(named: str, clause: str = "", **more: str) -> dict[str, str]:
    return {"text": CASE, "title": "Cuộc họp", "sources-0-document": named, "sources-0-clause": clause} | more


def kept() -> list[tuple[str, str]]:
    database.session.expire_all()
    situation = database.session.scalars(select(Situation)).one()
    return [(one.document.number, one.clause) for one in SHELF.of(situation)]


def drawable(cast: Cast) -> set[int]:
    return {one.question_id for one in bank.pool(cast.programme.id, TODAY)}


def test_a_case_names_its_documents_and_other_ones_make_no_new_version(cast: Cast, as_user: AsUser) -> None:
    for number in ("05-NQ/TU", "12-HD/TU"):
        document(cast, number)
    chi = as_user("chi")
    made = chi.post(f"{SETS}/", data=sent("số 05 - NQ/TU", "Điều 2")).location
    assert kept() == [("05-NQ/TU", "Điều 2")]
    page = chi.get(made).text
    assert "Điều 2" in page
    assert NO_LONGER not in page
    assert 'value="Điều 2"' in chi.get(f"{made}/edit").text
    told = chi.post(made, data=sent("12-HD/TU", base="1"), follow_redirects=True).text
    assert "Đã đổi tên hoặc nguồn" in told
    assert kept() == [("12-HD/TU", "")]
    assert database.session.scalars(select(Situation.latest_number)).one() == 1
    late = chi.post(made, data=sent("05-NQ/TU", base="0"))
    assert late.status_code == 409
    assert kept() == [("12-HD/TU", "")]
    wanted = select(AuditEntry).where(AuditEntry.action == "citations.set", AuditEntry.subject == "Situation")
    assert len(database.session.scalars(wanted).all()) == 2


def test_a_document_that_is_not_clear_stores_nothing_and_nothing_typed_is_lost(
    cast: Cast, as_user: AsUser
) -> None:
    chi = as_user("chi")
    more = chi.post(f"{SETS}/", data=sent("99-NQ/TU", "Điều 3", rows="add-source"))
    assert (more.status_code, "sources-1-document" in more.text) == (200, True)
    answer = chi.post(f"{SETS}/", data=sent("99-NQ/TU", "Điều 3"))
    assert answer.status_code == 422
    for words in ("chưa có trong sổ văn bản", 'value="Điều 3"', CASE, "/documents/new?number="):
        assert words in answer.text
    assert database.session.scalars(select(Situation)).all() == []


def test_what_tells_a_case_whose_source_no_longer_holds_leaves_the_pool_until_the_source_is_put_right(
    cast: Cast, as_user: AsUser
) -> None:
    situation = begun(cast.chi)
    first, second = asked_in(cast, situation, "Câu một?", "Câu hai?")
    approve(cast, first, second)
    alone = published(cast.chi, cast.hanh, NOW, choice("Câu riêng?"), programme_id=cast.programme.id)
    later = TODAY + timedelta(days=3)
    old = replaced(cast, on=later)
    SHELF.cite(situation, [Cited(old, "Điều 1"), Cited(old, "Điều 2")], cast.chi, NOW)
    assert {one.question_id for one in bank.pool(cast.programme.id, later)} == {alone.id}
    assert sum(bank.held_back(cast.programme.id, later).values()) == 2
    assert drawable(cast) == {first.id, second.id, alone.id}
    register.take_back(old, cast.em, NOW)
    register.replace(old, document(cast, "18-NQ/TU"), TODAY, cast.em, NOW)
    database.session.commit()
    chi, here = as_user("chi"), f"{SETS}/{situation.id}"
    assert drawable(cast) == {alone.id}
    for address in (here, f"/questions/{first.id}"):
        assert NO_LONGER in chi.get(address).text
    assert chi.get("/questions/").text.count("Nguồn không còn hiệu lực") == 3  # the filter and the two
    inbox = chi.get("/questions/inbox").text
    assert inbox.count(f'href="{here}"') == 1
    assert situation.title not in as_user("dung").get("/questions/inbox").text
    listed = chi.get(f"/documents/{old.id}/citations").text
    assert listed.count(f'id="situation-{situation.id}"') == 1
    assert "Điều 1; Điều 2" in listed
    chi.post(
        f"/documents/{old.id}/citations/situation/{situation.id}",
        data={"verdict": "changed", "note": "Đã đối chiếu"},
    )
    assert "Đã đối chiếu" in chi.get(f"/documents/{old.id}/citations").text
    chi.post(here, data=sent("18-NQ/TU", base="1"))
    assert drawable(cast) == {first.id, second.id, alone.id}


def test_the_version_that_papers_draw_decides_and_not_the_one_in_the_making(cast: Cast) -> None:
    situation = begun(cast.chi)
    SHELF.cite(situation, [Cited(replaced(cast))], cast.chi, NOW)
    joined = published(cast.chi, cast.hanh, NOW, programme_id=cast.programme.id)
    service.put_in(cast.chi, situation, [joined.id], NOW)
    assert drawable(cast) == {joined.id}, "the version in use stands alone"
    approve(cast, joined)
    assert drawable(cast) == set()
    service.take_out(cast.chi, situation, joined, NOW)
    assert drawable(cast) == set(), "the version in use tells the case"
    approve(cast, joined)
    assert drawable(cast) == {joined.id}


def test_a_document_lists_no_case_that_is_not_theirs_to_see(cast: Cast, as_user: AsUser) -> None:
    situation, old = begun(cast.chi), replaced(cast, on=TODAY)
    (question,) = asked_in(cast, situation, "Câu riêng của Chi?")
    sharing.keep(cast.chi, [question.id], sharing.AUTHOR, NOW)
    SHELF.cite(situation, [Cited(old)], cast.chi, NOW)
    database.session.commit()
    for address in (f"/documents/{old.id}", f"/documents/{old.id}/citations"):
        assert situation.title in as_user("chi").get(address).text
        assert situation.title not in as_user("dung").get(address).text
    review = f"/documents/{old.id}/citations/situation/{situation.id}"
    assert as_user("dung").post(review, data={"verdict": "changed"}).status_code == 404


def test_a_set_that_goes_takes_its_sources_along(cast: Cast) -> None:
    situation = begun(cast.chi)
    SHELF.cite(situation, [Cited(document(cast))], cast.chi, NOW)
    service.save(cast.chi, situation, service.Written(NEWER), 1, NOW)
    assert len(SHELF.of(situation)) == 1, "all versions of the text rest on it"
    database.session.query(Question).delete()
    database.session.query(Situation).filter_by(id=situation.id).delete()
    assert SHELF.of(situation) == []
