"""Who may do what with a question that is kept back: the pure rule, and the same said in SQL."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from lms import database
from lms.permissions import Role
from lms.questions.models import Question
from lms.questions.sharing import service
from lms.questions.sharing.conditions import open_to, shared_by
from lms.questions.sharing.models import QuestionShare
from lms.questions.sharing.queries import may_be_shared_by, shares_of
from lms.questions.sharing.rules import EVERYWHERE, NOBODY, Given, Kept, Right, Viewer, may, may_share
from lms.questions.sharing.service import AUTHOR, BANK, Gift, Home
from lms.questions.sharing.viewers import as_viewer, drawing
from tests.lms.cast import NOW, Cast, appoint, make_person
from tests.lms.questions.samples import choice, stored

DAY = date(2026, 11, 24)
CHI, DUNG = 3, 4
UNIT, OTHER = "/1/2/", "/1/3/"
CHIS = Viewer(CHI, frozenset({1, 2}), day=DAY)
DUNGS = Viewer(DUNG, frozenset({1, 3}), day=DAY)


def test_what_an_author_keeps_is_open_to_nobody_else_whatever_their_role() -> None:
    kept = Kept(CHI, None)
    everywhere = Viewer(9, within=(EVERYWHERE,), in_charge=(EVERYWHERE,), day=DAY)
    assert may(kept, CHIS, Right.EDIT)
    assert not any(may(kept, viewer, Right.SEE) for viewer in (DUNGS, everywhere, NOBODY))
    assert not may_share(CHI, None, everywhere)


def test_what_a_unit_holds_is_open_to_those_who_work_there_below_or_above_with_a_role_there() -> None:
    kept = Kept(None, UNIT)
    below, over = Viewer(7, frozenset({1, 2, 21}), day=DAY), Viewer(8, frozenset({1}), ("/1/",), day=DAY)
    assert all(may(kept, viewer, Right.EDIT) for viewer in (CHIS, below, over))
    assert not may(kept, DUNGS, Right.SEE)
    assert not may(kept, Viewer(8, frozenset({1}), day=DAY), Right.SEE), (
        "a class above is no role over what lies below"
    )


@pytest.mark.parametrize("given", Right)
def test_a_right_includes_those_before_it_and_none_behind(given: Right) -> None:
    kept = Kept(CHI, None, [Given(given, person_id=DUNG)])
    order = list(Right)
    assert [may(kept, DUNGS, right) for right in order] == [
        order.index(right) <= order.index(given) for right in order
    ]


@pytest.mark.parametrize("until, reaches", [(None, True), (DAY, True), (DAY - timedelta(days=1), False)])
def test_a_share_holds_to_the_end_of_its_last_day(until: date | None, reaches: bool) -> None:
    for share in (Given(Right.SEE, person_id=DUNG, until=until), Given(Right.SEE, path=OTHER, until=until)):
        assert may(Kept(CHI, None, [share]), DUNGS, Right.SEE) is reaches


def test_only_the_author_and_who_answers_for_the_place_say_who_may_use_it() -> None:
    charge = Viewer(9, within=("/1/3/",), in_charge=("/1/3/",), day=DAY)
    assert may_share(CHI, UNIT, CHIS)
    assert not may_share(CHI, UNIT, DUNGS)
    assert (may_share(CHI, OTHER, charge), may_share(CHI, UNIT, charge)) == (True, False)
    assert not may_share(CHI, EVERYWHERE, charge), "the bank of all is no unit's"
    assert not may_share(None, EVERYWHERE, NOBODY)


def kept_of(question: Question) -> Kept | None:
    if question.holding is None:
        return None
    shares = [one.given for one in shares_of(question.id)]
    return Kept(question.author_id, question.holding.path, shares)


def test_rule_and_statement_agree_about_everybody(context: None, cast: Cast) -> None:
    """Every home and share, for every one of the cast and some more, and for classes that draw papers."""
    oanh = make_person("oanh", "Lý Thị Oanh", cast.unit2)
    appoint(oanh, Role.LECTURER, unit_id=cast.unit2.id)
    phuc = make_person("phuc", "Võ Văn Phúc", cast.unit1)
    appoint(phuc, Role.ADMINISTRATOR, unit_id=cast.unit1.id)
    day = NOW.date()
    homes = [
        BANK,
        AUTHOR,
        *(Home(kept=True, unit_id=unit.id) for unit in (cast.root, cast.unit1, cast.unit2)),
    ]
    gifts = [None, Gift(Right.SEE, person_id=cast.dung.id), Gift(Right.USE, unit_id=cast.unit2.id)]
    gifts.append(Gift(Right.EDIT, unit_id=cast.root.id, until=day + timedelta(days=1)))
    made = []
    for number, (home, gift) in enumerate(product(homes, gifts)):
        question = stored(cast.chi, NOW, choice(f"Câu {number}?"))
        service.keep(cast.chi, [question.id], home, NOW)
        if gift:
            service.give(cast.chi, [question.id], gift, NOW)
        made.append(question.id)
    viewers = [as_viewer(person, NOW) for person in (*cast.people.values(), oanh, phuc)]
    viewers += [as_viewer(cast.dung, NOW + timedelta(days=3)), drawing(cast.k2, None, day), NOBODY]
    viewers.append(drawing(cast.k1, cast.dung.id, day))
    questions = [database.session.get_one(Question, one) for one in made]
    stand = {one.id: kept_of(one) for one in questions}
    for viewer, right in product(viewers, Right):
        told = set(database.session.scalars(select(Question.id).where(open_to(viewer, right))))
        assert told == {one for one, kept in stand.items() if kept is None or may(kept, viewer, right)}, (
            viewer,
            right,
        )
    for viewer in viewers:
        told = set(database.session.scalars(select(Question.id).where(shared_by(viewer))))
        assert told == {one.id for one in questions if may_be_shared_by(one, viewer)}, viewer


def test_a_right_that_is_given_anew_ends_the_one_before_and_stays_in_the_history(
    context: None, cast: Cast
) -> None:
    question = stored(cast.chi, NOW)
    give = [Gift(right, person_id=cast.dung.id) for right in (Right.SEE, Right.SEE, Right.EDIT)]
    assert [service.give(cast.chi, [question.id], one, NOW) for one in give] == [
        [question.id],
        [],
        [question.id],
    ]
    rows = database.session.scalars(select(QuestionShare).order_by(QuestionShare.id)).all()
    assert [(one.allows, one.ended_at is None) for one in rows] == [(Right.SEE, False), (Right.EDIT, True)]
    assert service.take_back(cast.chi, rows[1], NOW)
    assert not service.take_back(cast.chi, rows[1], NOW)
