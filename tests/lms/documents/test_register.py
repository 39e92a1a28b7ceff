"""The register as pages: entered once however it is spelled, found with and without marks, replaced without circles."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import database
from lms.audit.models import AuditEntry
from lms.documents import listing, queries, service
from lms.documents.kinds import DocumentKind
from lms.documents.models import Document
from lms.documents.rules import Validity
from lms.documents.service import Replacing
from lms.web import clock
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import ISSUER, details, document, replaced

AsUser = Callable[[str], TestClient]
TODAY = NOW.date()
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "programme",
        "number": "Số 11 - CTr/ĐUK",
        "issuer": "Đảng ủy Khối Lam Giang",
        "issued_on": "2021-08-20",
        "abstract": "Chương trình hành động về giáo dục lý luận chính trị",
        "valid_from": "",
        "valid_until": "",
        **changes,
    }


def rows() -> list[Document]:
    database.session.expire_all()
    return list(database.session.scalars(select(Document).order_by(Document.id)))


def test_a_document_is_entered_in_the_spelling_of_papers_and_noted_in_the_history(
    cast: Cast, as_user: AsUser
) -> None:
    made = as_user("em").post("/documents/", data=typed())
    assert made.status_code == 302
    [row] = rows()
    assert (row.number, row.year, row.valid_from) == ("11-CTr/ĐUK", 2021, date(2021, 8, 20))
    assert "11-CTr/ĐUK" in as_user("nga").get(made.headers["Location"]).text
    [entry] = database.session.scalars(select(AuditEntry).where(AuditEntry.action == "document.entered"))
    assert (entry.actor_id, (entry.new or {})["number"]) == (cast.em.id, "11-CTr/ĐUK")


def test_the_same_document_in_another_spelling_is_shown_instead_of_stored_twice(
    cast: Cast, as_user: AsUser
) -> None:
    em = as_user("em")
    em.post("/documents/", data=typed())
    answer = em.post("/documents/", data=typed(number="11–ctr/đuk", abstract="Tôi đã gõ câu này"))
    assert answer.status_code == 422
    [row] = rows()
    assert "Sổ đã có văn bản này" in answer.text
    assert f"/documents/{row.id}" in answer.text
    assert "Tôi đã gõ câu này" in answer.text


def test_numbers_begin_anew_each_year_and_with_each_issuer(cast: Cast, as_user: AsUser) -> None:
    em = as_user("em")
    for other in ({}, {"issued_on": "2022-08-20"}, {"issuer": "Đảng ủy Khối Hòa Giang"}):
        assert em.post("/documents/", data=typed(**other)).status_code == 302
    assert len(rows()) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "Số - KH/ĐUK"},
        {"abstract": ""},
        {"issuer": " "},
        {"issued_on": ""},
        {"issued_on": "1021-08-20"},
        {"issued_on": "2021-02-31"},
        {"valid_until": "2021-08-19"},
        {"valid_from": "2022-01-01", "valid_until": "2021-12-31"},
        {"kind": "poem"},
        {"number": "1" * 61},
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_is_refused_with_what_was_typed(
    cast: Cast, as_user: AsUser, wrong: dict[str, str]
) -> None:
    answer = as_user("em").post("/documents/", data=typed(**{"issuer": "Cơ quan đã gõ"} | wrong))
    assert answer.status_code == 422
    assert rows() == []
    if "issuer" not in wrong:
        assert "Cơ quan đã gõ" in answer.text


def test_a_change_into_what_is_there_already_is_refused(cast: Cast, as_user: AsUser) -> None:
    document(cast, "05-NQ/TU")
    other = document(cast, "06-NQ/TU")
    database.session.commit()
    sent = typed(number="5-NQ/TU", issuer=ISSUER, issued_on="2021-03-12")
    assert as_user("em").post(f"/documents/{other.id}", data=sent).status_code == 422
    assert [row.number for row in rows()] == ["05-NQ/TU", "06-NQ/TU"]
    assert as_user("em").post(f"/documents/{other.id}", data=sent | {"number": "7-NQ/TU"}).status_code == 302
    assert [row.number for row in rows()] == ["05-NQ/TU", "7-NQ/TU"]


@pytest.mark.parametrize(
    "words",
    [
        "05-NQ/TU",
        "5 - nq/tu",
        "nq/tu",
        "sinh hoat chi bo",
        "chất lượng",
        "Nghị quyết 05",
        "nghi quyet",
        "lam giang",
    ],
)
def test_a_document_is_found_by_number_or_words_with_and_without_marks(
    cast: Cast, as_user: AsUser, words: str
) -> None:
    document(cast, "05-NQ/TU")
    document(cast, "31-KL/BTG", kind=DocumentKind.CONCLUSION, abstract="Việc khác", issuer="Ban khác")
    database.session.commit()
    page = as_user("chi").get("/documents/", query_string={"q": words}).text
    assert "05-NQ/TU</a>" in page
    assert "31-KL/BTG</a>" not in page


def test_a_word_with_wrong_marks_finds_nothing(cast: Cast, as_user: AsUser) -> None:
    document(cast)
    database.session.commit()
    assert "05-NQ/TU</a>" not in as_user("chi").get("/documents/", query_string={"q": "chắt lượng"}).text


def test_the_list_and_its_counts_agree_with_the_rules_on_every_day(cast: Cast) -> None:
    made = [
        document(cast, "1-NQ/TU"),
        document(cast, "2-NQ/TU", valid_until=TODAY),
        document(cast, "3-NQ/TU", valid_until=TODAY - timedelta(days=1)),
        document(cast, "4-NQ/TU", valid_from=TODAY + timedelta(days=1)),
    ]
    for number, on in (("5-NQ/TU", TODAY), ("6-NQ/TU", TODAY + timedelta(days=1))):
        made.append(document(cast, number, valid_until=TODAY))
        service.replace(made[-1], made[0], on, cast.em, NOW)
    for day in (TODAY + timedelta(days=shift) for shift in (-2, -1, 0, 1, 2)):
        counts = listing.counts(listing.Filter(), day)
        for state in Validity:
            wanted = {one.id for one in made if one.validity(day) is state}
            found = database.session.scalars(listing.listed(listing.Filter(validity=state), day))
            assert {one.id for one in found} == wanted
            assert counts[state] == len(wanted)
        outdated = select(Document.id).where(queries.no_longer_in_force(day))
        assert (
            len(database.session.scalars(outdated).all())
            == counts[Validity.EXPIRED] + counts[Validity.REPLACED]
        )


def test_types_are_filtered_and_nonsense_in_the_address_is_ignored(cast: Cast, as_user: AsUser) -> None:
    document(cast)
    document(cast, "31-KL/TU", kind=DocumentKind.CONCLUSION)
    database.session.commit()
    chi = as_user("chi")
    page = chi.get("/documents/?kind=conclusion").text
    assert "31-KL/TU</a>" in page
    assert "05-NQ/TU</a>" not in page
    assert "05-NQ/TU</a>" in chi.get("/documents/?kind=x&validity=y&page=z&q=%00").text


def test_a_replacement_is_chosen_by_number_and_holds_from_the_first_day_of_the_other(
    cast: Cast, as_user: AsUser
) -> None:
    old, new = document(cast), document(cast, "17-NQ/TU", issued_on=date(2026, 2, 3))
    database.session.commit()
    em, address = as_user("em"), f"/documents/{old.id}/replacement"
    assert em.post(address, data={"by": "17 -NQ / TU"}).status_code == 302
    assert (old.replaced_by_id, old.replaced_on) == (new.id, date(2026, 2, 3))
    page = em.get(f"/documents/{old.id}").text
    assert "Đã được thay thế</span> bởi" in page
    assert "05-NQ/TU" in em.get(f"/documents/{new.id}").text
    em.post(f"{address}/delete")
    assert rows()[0].replaced_by_id is None
    actions = set(database.session.scalars(select(AuditEntry.action)))
    assert {"document.replaced", "document.replacement-taken-back"} <= actions


@pytest.mark.parametrize("by, words", [("99-NQ/TU", "chưa có trong sổ"), ("05-NQ/TU", "tự thay thế")])
def test_an_unknown_number_and_the_document_itself_are_refused(
    cast: Cast, as_user: AsUser, by: str, words: str
) -> None:
    old = document(cast)
    database.session.commit()
    answer = as_user("em").post(f"/documents/{old.id}/replacement", data={"by": by})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{by}"' in answer.text
    assert rows()[0].replaced_by_id is None


def test_a_number_that_several_have_asks_for_the_day(cast: Cast, as_user: AsUser) -> None:
    old = document(cast)
    for year in (2021, 2026):
        document(cast, "17-NQ/TU", issued_on=date(year, 2, 3))
    database.session.commit()
    em, address = as_user("em"), f"/documents/{old.id}/replacement"
    answer = em.post(address, data={"by": "17-NQ/TU"})
    assert answer.status_code == 422
    assert "03/02/2021" in answer.text
    assert em.post(address, data={"by": "17-NQ/TU ngày 03/02/2026"}).status_code == 302
    assert rows()[0].replaced_on == date(2026, 2, 3)


def test_one_number_of_two_issuers_on_one_day_is_told_apart_by_what_the_list_offers(cast: Cast) -> None:
    for issuer in (ISSUER, "Tỉnh ủy Hòa Giang"):
        document(cast, issuer=issuer)
    assert queries.cited("05-NQ/TU").only is None
    for citation, _abstract in queries.offered():
        found = queries.cited(citation).only
        assert found is not None
        assert found.citation == citation


def test_a_document_without_a_number_is_cited_by_its_name(cast: Cast) -> None:
    statutes = document(cast, "", kind=DocumentKind.STATUTES, abstract="Điều lệ Đảng", issuer="Đại hội XI")
    for said in ("Điều lệ Đảng", "dieu le dang", statutes.citation):
        assert queries.cited(said).only is statutes
    assert service.enter(details("", abstract="ĐIỀU LỆ ĐẢNG", issuer="Đại hội XI"), cast.em, NOW) is None


def test_circles_are_refused_however_long(cast: Cast) -> None:
    made = [document(cast, f"{number}-NQ/TU") for number in (1, 2, 3)]
    for old, new in pairwise(made):
        assert service.replace(old, new, None, cast.em, NOW) is Replacing.DONE
    assert service.replace(made[2], made[0], None, cast.em, NOW) is Replacing.CIRCLE
    assert service.replace(made[0], made[0], None, cast.em, NOW) is Replacing.ITSELF
    assert made[2].replaced_by_id is None


def test_the_database_itself_refuses_what_replaces_itself_or_ends_before_it_begins(cast: Cast) -> None:
    one = document(cast)
    wrong: tuple[dict[Any, Any], ...] = (
        {"replaced_by_id": one.id, "replaced_on": TODAY},
        {"replaced_on": TODAY},
        {"valid_until": date(2020, 1, 1)},
    )
    for values in wrong:
        with pytest.raises(IntegrityError), database.session.begin_nested():
            database.session.query(Document).filter_by(id=one.id).update(values)


def test_hostile_text_is_shown_harmless(cast: Cast, as_user: AsUser) -> None:
    one = document(cast, abstract=HOSTILE, issuer=HOSTILE)
    database.session.commit()
    em = as_user("em")
    for address in (
        "/documents/",
        "/documents/new?number=" + HOSTILE,
        f"/documents/{one.id}",
        f"/documents/{one.id}/edit",
        f"/documents/{one.id}/replacement?by={HOSTILE}",
    ):
        page = em.get(address).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    answer = em.post(f"/documents/{one.id}/replacement", data={"by": HOSTILE})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


def test_a_page_costs_the_same_whatever_the_register_holds(
    cast: Cast, as_user: AsUser, count_queries: Any
) -> None:
    chi, costs = as_user("chi"), []
    for number in range(1, 13):
        replaced(cast, f"{number}-NQ/TU", f"{number}-KL/TU")
        if number in (2, 12):
            database.session.commit()
            with count_queries() as sent:
                assert chi.get("/documents/").status_code == 200
            costs.append(len(sent))
    assert costs[0] == costs[1] <= 8
