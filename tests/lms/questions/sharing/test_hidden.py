"""What is kept back is met nowhere: no page, count, search, file, choice, pool, twin or pile of anybody else has it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms import database
from lms.documents.citations.shelf import Cited
from lms.practice import opening
from lms.practice.queries import Place, today
from lms.questions import intake, listing, near, queries, review, service as bank
from lms.questions.checklist.criteria import ALL_MET
from lms.questions.listing import Filter
from lms.questions.models import ImportItem, Question, VersionState
from lms.questions.review import Reason
from lms.questions.sharing import service
from lms.questions.sharing.rules import NOBODY, Right
from lms.questions.sharing.service import AUTHOR, BANK, Gift
from lms.questions.sharing.viewers import as_viewer, drawing
from lms.questions.sources.service import cite
from question_bank.formats import gift
from question_bank.question import Level
from tests.lms.browser import TestClient
from tests.lms.cast import NOW, Cast
from tests.lms.documents.samples import document
from tests.lms.questions.samples import begun_import, choice, stored
from tests.lms.questions.sharing.samples import OF_UNIT_2, PRIVATE, Hidden, asking, plant

AsUser = Callable[[str], TestClient]
DAY = NOW.date()


@pytest.fixture
def hidden(cast: Cast) -> Hidden:
    return plant(cast)


def pages(app: Flask, cast: Cast, hidden: Hidden) -> list[str]:
    """Every address that lists, counts, exports or searches questions, and every page that needs no row."""
    searched = ["q=hoang yen", "q=Chích chòe", f"author={cast.dung.id}", f"place={cast.programme.id}:"]
    searched += [f"home={one}" for one in listing.HOMES]
    states = ["published", "submitted", "draft", "practice", "retired"]
    ticked = "&".join(f"question={one.id}" for one in hidden.every)
    choosing = ("/questions/placings/new", "/practice/openings/new", "/questions/sharing/")
    plain = [
        str(rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not str(rule).startswith("/health")
    ]
    return [
        *plain,
        *(f"/questions/?{one}" for one in searched),
        *(f"/questions/?state={one}" for one in states),
        *(f"/questions/export?{one}" for one in searched[:2]),
        *(f"{page}?{which}" for page in choosing for which in (ticked, "all=1&state=published")),
        f"/questions/review?place={cast.programme.id}:{cast.programme.topics[0].id}",
        f"/classes/{cast.k1.id}/quizzes/new",
        f"/programmes/{cast.programme.id}/practice",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["chi", "hanh"])
def test_no_page_of_anybody_else_holds_a_word_of_it(
    app: Flask, cast: Cast, hidden: Hidden, as_user: AsUser, who: str
) -> None:
    """Chi teaches under another unit; Hạnh reviews everywhere, and so sees what a unit holds."""
    client = as_user(who)
    forbidden, gone = [PRIVATE], hidden.private
    if who == "chi":
        forbidden, gone = [PRIVATE, OF_UNIT_2], hidden.every
    for address in pages(app, cast, hidden):
        shown = client.get(address).get_data(as_text=True)
        assert not [words for words in forbidden if words in shown], address
    for question in gone[:1] + gone[-1:]:
        for address in (
            f"/questions/{question.id}",
            f"/questions/{question.id}/years",
            f"/questions/{question.id}/edit",
        ):
            assert client.get(address).status_code == 404, address


def test_its_author_meets_all_of_it_and_a_colleague_what_the_unit_holds(
    cast: Cast, hidden: Hidden, as_user: AsUser
) -> None:
    dung = as_user("dung").get("/questions/?q=so").text
    assert PRIVATE in dung
    assert OF_UNIT_2 in dung
    assert "Riêng của tôi" in dung
    seen = as_user("hanh").get("/questions/?q=so").text
    assert OF_UNIT_2 in seen


def test_counts_are_those_of_a_bank_without_it(context: None, cast: Cast) -> None:
    stored(cast.chi, NOW)
    chi = as_viewer(cast.chi, NOW)

    def counted() -> list[Any]:
        k1 = drawing(cast.k1, cast.chi.id, DAY)
        return [
            listing.state_counts(Filter(), chi),
            [one.id for one in listing.authors(chi)],
            queries.cell_counts(cast.programme.id, DAY, k1),
            queries.pool(cast.programme.id, DAY, k1),
            near.sweep(None, chi),
            near.sweep(None),
        ]

    before = counted()
    plant(cast)
    assert counted() == before


def test_papers_are_drawn_from_what_the_class_and_its_lecturer_may_use(
    context: None, cast: Cast, hidden: Hidden
) -> None:
    def drawn(study_class: Any, person: Any) -> set[int]:
        found = queries.pool(cast.programme.id, DAY, drawing(study_class, person.id, DAY))
        return {entry.question_id for entry in found}

    own, units = hidden.private[0].id, hidden.of_unit[0].id
    assert drawn(cast.k2, cast.dung) == {own, units}
    assert drawn(cast.k2, cast.em) == {units}
    assert drawn(cast.k1, cast.chi) == set()
    service.give(cast.dung, [own], Gift(Right.SEE, person_id=cast.chi.id), NOW)
    assert drawn(cast.k1, cast.chi) == set(), "to see is not to use"
    service.give(cast.dung, [own], Gift(Right.USE, person_id=cast.chi.id), NOW)
    assert drawn(cast.k1, cast.chi) == {own}
    cell = (cast.programme.topics[0].id, Level.RECOGNITION)
    assert queries.cell_counts(cast.programme.id, DAY, drawing(cast.k1, cast.chi.id, DAY)) == {cell: 1}


def test_a_file_with_the_same_question_is_told_nothing_of_it(
    context: None, cast: Cast, hidden: Hidden
) -> None:
    found = [gift.write([asking(PRIVATE, 0)]), gift.write([asking(OF_UNIT_2, 0)])]
    for data in found:
        chis, dungs = as_viewer(cast.chi, NOW), as_viewer(cast.dung, NOW)
        mine = intake.begin(cast.chi, intake.understand(data, "a.gift", near.beside(None, chis)), None, NOW)
        his = intake.begin(cast.dung, intake.understand(data, "a.gift", near.beside(None, dungs)), None, NOW)
        items = {item.import_id: item for item in database.session.scalars(select(ImportItem))}
        assert (items[mine.id].duplicate_of_id, items[mine.id].problems) == (None, [])
        assert items[his.id].duplicate_of_id in {one.id for one in hidden.every}


def test_a_twin_is_named_only_to_whom_it_is_open(cast: Cast, hidden: Hidden, as_user: AsUser) -> None:
    twin = stored(cast.chi, NOW, asking(PRIVATE, 0))
    assert "Câu hỏi trùng nội dung" not in as_user("chi").get(f"/questions/{twin.id}").text
    started = begun_import(cast.chi, NOW, asking(PRIVATE, 0))
    database.session.scalars(select(ImportItem)).one().duplicate_of_id = hidden.private[0].id
    database.session.flush()
    page = as_user("chi").get(f"/questions/imports/{started.id}?tab=all").text
    assert f'/questions/{hidden.private[0].id}"' not in page


def test_reviewers_meet_what_is_shared_with_them_and_nothing_that_its_author_keeps(
    context: None, cast: Cast, hidden: Hidden
) -> None:
    version = hidden.private[3].latest
    moved = review.submit(cast.dung, [version.id], NOW)
    assert (moved.done, moved.kept[Reason.UNSEEN]) == ([], 1)
    assert review.publish(cast.hanh, [version.id], ALL_MET, NOW).done == []
    service.give(cast.dung, [hidden.private[3].id], Gift(Right.SEE, person_id=cast.hanh.id), NOW)
    assert review.submit(cast.dung, [version.id], NOW).done == [version.id]
    assert review.withdraw(cast.chi, [version.id], NOW).done == []
    assert review.publish(cast.hanh, [version.id], ALL_MET, NOW).done == [version.id]


def test_what_waits_for_review_is_a_draft_again_once_its_author_keeps_it(context: None, cast: Cast) -> None:
    question = stored(cast.chi, NOW)
    review.submit(cast.chi, [question.latest.id], NOW)
    assert service.keep(cast.chi, [question.id], AUTHOR, NOW) == [question.id]
    assert service.keep(cast.chi, [question.id], AUTHOR, NOW) == []
    assert database.session.get_one(Question, question.id).latest.state is VersionState.DRAFT


def test_learners_practise_what_their_class_may_use_and_nothing_private_is_opened(
    context: None, cast: Cast, hidden: Hidden
) -> None:
    judged = opening.open_all(cast.dung, [hidden.private[0].id, hidden.of_unit[0].id], NOW)
    assert judged.ready == [hidden.of_unit[0].id]
    assert judged.stays == {opening.Stays.PRIVATE: 1}
    assert today(Place(cast.k2, cast.binh.id), NOW).open == 1
    assert today(Place(cast.k1, cast.an.id), NOW).open == 0
    service.keep(cast.dung, [hidden.of_unit[0].id], AUTHOR, NOW)
    assert today(Place(cast.k2, cast.binh.id), NOW).open == 0
    service.keep(cast.dung, [hidden.of_unit[0].id], BANK, NOW)
    assert today(Place(cast.k2, cast.binh.id), NOW).open == 0, "who keeps it closes it for practice"


def test_a_document_names_what_cites_it_only_to_whom_it_is_open(
    cast: Cast, hidden: Hidden, as_user: AsUser
) -> None:
    cited = document(cast)
    cite(cast.dung, hidden.private[0], [Cited(cited, "Điều 1")], NOW)
    database.session.flush()
    address = f"/documents/{cited.id}"
    assert PRIVATE not in as_user("chi").get(address).text
    assert PRIVATE in as_user("dung").get(address).text


def test_nothing_is_done_to_it_by_a_crafted_form(cast: Cast, hidden: Hidden, as_user: AsUser) -> None:
    chi, target = as_user("chi"), hidden.private[3]
    assert chi.post("/questions/submissions", data={"version": target.latest.id}).status_code == 302
    form = {
        "question": target.id,
        "new-level": "VD",
        "home": "bank",
        "to": f"person-{cast.chi.id}",
        "right": "edit",
    }
    for address in ("/questions/placings/", "/questions/sharing/homes", "/questions/sharing/shares"):
        assert chi.post(address, data=form).status_code == 422, address
    assert chi.post(f"/questions/{target.id}", data={"base": "1"}).status_code == 404
    database.session.expire_all()
    again = database.session.get_one(Question, target.id)
    assert (again.level, again.latest.state) == (Level.RECOGNITION, VersionState.DRAFT)


def test_what_is_written_or_imported_for_oneself_is_kept_back_at_once(cast: Cast, as_user: AsUser) -> None:
    started = begun_import(cast.chi, NOW, choice("Từ tệp?"))
    database.session.commit()
    chi = as_user("chi")
    chi.post("/questions/?type=essay", data={"text": "Tự soạn?", "place": "", "level": "", "private": "1"})
    chi.post(f"/questions/imports/{started.id}/confirmation", data={"private": "1"})
    assert len(listing.fitting_ids(Filter(), as_viewer(cast.chi, NOW))) == 2
    assert listing.fitting_ids(Filter(), as_viewer(cast.khanh, NOW)) == []


def test_the_servers_own_commands_leave_it_out(context: None, cast: Cast, hidden: Hidden) -> None:
    assert listing.fitting_ids(Filter(), NOBODY) == []
    bank.create(cast.chi, choice(), bank.Placement(), NOW)
    assert len(listing.fitting_ids(Filter())) == 1
