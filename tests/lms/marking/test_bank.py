"""The comment bank: one's own and what is shared, found without marks, the most used first."""

import pytest
from sqlalchemy import select

from lms import database
from lms.audit.models import AuditEntry
from lms.marking.bank import queries, service
from lms.marking.bank.models import CommentUse, KeptComment
from lms.marking.bank.rules import Sharing
from lms.marking.bank.service import AlreadyKept
from lms.permissions import Role
from tests.lms.cast import NOW, appoint


@pytest.fixture
def bank(cast):
    """Chi keeps one for herself, one for the class; Dung, who marks in K1 too, one for himself, one for his unit."""
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    kept = {
        "own": service.keep("Cần dẫn nguồn.", Sharing.NOBODY, cast.k1, cast.chi, NOW),
        "class": service.keep("Nên nêu mốc thời gian.", Sharing.CLASS, cast.k1, cast.chi, NOW),
        "hidden": service.keep("Ghi nhớ riêng của Dũng.", Sharing.NOBODY, cast.k2, cast.dung, NOW),
        "unit": service.keep("Đề xuất cụ thể.", Sharing.UNIT, cast.k2, cast.dung, NOW),
    }
    database.session.commit()
    return kept


def texts(person, study_class, words=""):
    return [one.comment.text for one in queries.bank_of(person.id, study_class, words)]


def test_a_marker_finds_their_own_and_what_is_shared_there(cast, bank):
    assert set(texts(cast.chi, cast.k1)) == {"Cần dẫn nguồn.", "Nên nêu mốc thời gian."}
    assert set(texts(cast.dung, cast.k1)) == {
        "Nên nêu mốc thời gian.",
        "Ghi nhớ riêng của Dũng.",
        "Đề xuất cụ thể.",
    }
    assert set(texts(cast.chi, cast.k2)) == {"Cần dẫn nguồn.", "Nên nêu mốc thời gian.", "Đề xuất cụ thể."}


def test_words_are_found_without_marks_and_in_any_order(cast, bank):
    assert texts(cast.chi, cast.k1, "nguon dan") == ["Cần dẫn nguồn."]
    assert texts(cast.dung, cast.k1, "de xuat") == ["Đề xuất cụ thể."]
    assert texts(cast.chi, cast.k1, "khong co") == []


def test_what_a_person_uses_most_comes_first_then_what_others_use(cast, bank):
    service.use(bank["own"], cast.chi, NOW)
    service.use(bank["own"], cast.chi, NOW)
    service.use(bank["class"], cast.dung, NOW)
    assert texts(cast.chi, cast.k1)[0] == "Cần dẫn nguồn."
    assert texts(cast.dung, cast.k1)[0] == "Nên nêu mốc thời gian."
    uses = database.session.scalars(select(CommentUse.uses).order_by(CommentUse.uses)).all()
    assert uses == [1, 2]


def test_the_same_words_are_kept_once_and_again_after_they_were_removed(cast, bank):
    again = service.keep("Cần dẫn nguồn.", Sharing.CLASS, cast.k1, cast.chi, NOW)
    assert isinstance(again, AlreadyKept)
    assert again.comment.id == bank["own"].id
    service.remove(bank["own"], NOW)
    assert isinstance(service.keep("Cần dẫn nguồn.", Sharing.NOBODY, cast.k1, cast.chi, NOW), KeptComment)


def test_a_comment_is_changed_and_removed_by_its_author_only_and_the_history_says_so(cast, as_user, bank):
    path = f"/classes/{cast.k1.id}/comment-bank/{bank['class'].id}"
    dung, chi = as_user("dung"), as_user("chi")
    assert dung.get(path + "/edit").status_code == 404
    assert dung.post(path, data={"text": "Khác", "sharing": "nobody"}).status_code == 404
    assert dung.post(path + "/removal").status_code == 404
    assert chi.post(path, data={"text": "  Nên nêu\n mốc.", "sharing": "unit"}).status_code == 302
    assert database.session.get(KeptComment, bank["class"].id).text == "Nên nêu mốc."
    assert chi.post(path + "/removal").status_code == 302
    assert "Nên nêu mốc." not in chi.get(f"/classes/{cast.k1.id}/comment-bank").text
    told = database.session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject == "KeptComment")
    ).all()
    assert {"kept-comment.added", "kept-comment.changed", "kept-comment.removed"} <= set(told)


def test_changing_into_words_that_stand_there_changes_nothing(cast, as_user, bank):
    path = f"/classes/{cast.k1.id}/comment-bank/{bank['class'].id}"
    as_user("chi").post(path, data={"text": "Cần dẫn nguồn.", "sharing": "nobody"})
    assert database.session.get(KeptComment, bank["class"].id).text == "Nên nêu mốc thời gian."


def test_an_empty_comment_comes_back_with_what_was_chosen(cast, as_user, bank):
    answer = as_user("chi").post(
        f"/classes/{cast.k1.id}/comment-bank", data={"text": "   ", "sharing": "unit"}
    )
    assert answer.status_code == 422
    [chosen] = [part for part in answer.text.split("<input") if " checked" in part.split(">")[0]]
    assert 'value="unit"' in chosen


def test_the_workbench_keeps_what_was_just_written_and_counts_what_it_puts_in(cast, as_user, bank):
    chi, path = as_user("chi"), f"/classes/{cast.k1.id}/comment-bank"
    kept = chi.post(path, json={"text": "Câu chữ gọn."}).json
    assert kept["known"] is False
    assert chi.post(path, json={"text": "Câu chữ gọn."}).json == kept | {"known": True}
    assert chi.post(path, json={"text": " "}).status_code == 422
    assert chi.post(f"{path}/{kept['id']}/uses").status_code == 204
    assert chi.post(f"{path}/{bank['hidden'].id}/uses").status_code == 404
    assert chi.get(path + "/entries").json["comments"][0]["text"] == "Câu chữ gọn."


def test_a_large_bank_costs_no_more_statements(cast, as_user, bank, count_queries):
    chi, path = as_user("chi"), f"/classes/{cast.k1.id}/comment-bank/entries"
    with count_queries() as few:
        chi.get(path)
    for number in range(30):
        service.keep(f"Nhận xét {number}.", Sharing.NOBODY, cast.k1, cast.chi, NOW)
    database.session.commit()
    with count_queries() as many:
        assert len(chi.get(path).json["comments"]) == 32
    assert len(many) == len(few)
