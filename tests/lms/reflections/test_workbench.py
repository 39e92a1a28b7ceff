"""The workbench over HTTP: the queue and its filters, drafts field by field, flags, and no name through any of it."""

from sqlalchemy import select

from lms import database
from lms.audit.models import Observation
from lms.marking import queries as marking, service
from lms.marking.models import SubjectKind
from lms.permissions import Role
from lms.reflections import bench
from lms.reflections.workbench import flags, queue
from lms.reflections.workbench.models import FlagKind, ScriptFlag
from lms.reflections.workbench.queue import Show
from tests.lms.cast import NOW, appoint, enrol, make_person
from tests.lms.reflections import making
from tests.lms.scenes import scene

KIND = SubjectKind.SUBMISSION
AHEAD = {"X-Workbench": "1", "HX-Request": "true"}


@scene
def task(cast):
    made = making.make_task(cast.k1, cast.chi)
    making.hand_in(made, cast.an)
    making.hand_in_by_others(cast, made, 4)
    appoint(cast.dung, Role.LECTURER, class_id=cast.k1.id)
    database.session.commit()
    return made


def numbers(task, person, show=Show.ALL):
    return [place.script_no for place in queue.listed(task, person.id, show, 1).items]


def script(task, number):
    [found] = [one for one in making.submissions(task) if one.reflection.script_no == number]
    return found


def test_each_marker_has_an_order_of_their_own_and_walks_it_there_and_back(cast, task):
    listed = numbers(task, cast.chi)
    assert listed == numbers(task, cast.chi)
    before, after = queue.around(task, cast.chi.id, listed[2])
    assert (before.script_no, after.script_no) == (listed[1], listed[3])
    assert queue.around(task, cast.chi.id, listed[0])[0] is None
    assert queue.around(task, cast.chi.id, listed[-1])[1] is None


def test_what_comes_next_has_no_mark_and_the_search_goes_round(cast, task):
    listed = numbers(task, cast.chi)
    making.mark(script(task, listed[3]), cast.chi)
    found = [place.script_no for place in queue.open_after(task, cast.chi.id, listed[2], 3)]
    assert found == [listed[4], listed[0], listed[1]]
    assert queue.open_after(task, cast.chi.id)[0].script_no == listed[0]


def test_the_queue_is_filtered_by_what_was_marked_and_flagged(cast, as_user, task):
    listed = numbers(task, cast.chi)
    making.mark(script(task, listed[0]), cast.chi)
    flags.put(script(task, listed[1]).reflection, cast.chi, FlagKind.LOOK_AGAIN, NOW)
    flags.put(script(task, listed[2]).reflection, cast.dung, FlagKind.ASK_COLLEAGUE, NOW)
    database.session.commit()
    assert numbers(task, cast.chi, Show.MARKED) == [listed[0]]
    assert numbers(task, cast.chi, Show.OPEN) == listed[1:]
    assert numbers(task, cast.chi, Show.LOOK_AGAIN) == [listed[1]]
    assert numbers(task, cast.chi, Show.ASKED) == [listed[2]]
    assert numbers(task, cast.dung, Show.LOOK_AGAIN) == []
    assert numbers(task, cast.dung, Show.ASK_COLLEAGUE) == [listed[2]]
    page = as_user("chi").get(f"/reflection-tasks/{task.id}/scripts?show=asked").text
    assert "Phạm Đức Dũng" in page
    assert f"Bài số {listed[1]}<" not in page


def test_a_flag_is_put_once_and_taken_down_by_its_marker_alone(cast, as_user, task):
    one = script(task, numbers(task, cast.chi)[0])
    path = f"/scripts/{one.public_id}/flags"
    for _time in range(2):
        assert as_user("chi").post(path, data={"kind": "look-again", "up": "1"}).status_code == 302
    as_user("dung").post(path, data={"kind": "look-again", "up": "0"})
    [flag] = database.session.scalars(select(ScriptFlag)).all()
    assert flag.lowered_at is None
    assert as_user("chi").post(path, data={"kind": "look-again", "up": "0"}, headers=AHEAD).status_code == 204
    database.session.refresh(flag)
    assert flag.lowered_at is not None
    assert as_user("chi").post(path, data={"kind": "nonsense", "up": "1"}).status_code == 422


def test_a_draft_is_kept_field_by_field_over_what_was_marked(cast, as_user, task):
    one = script(task, numbers(task, cast.chi)[0])
    making.mark(one, cast.chi, level=1)
    database.session.commit()
    chi, path = as_user("chi"), f"/scripts/{one.public_id}/draft"
    first, second = making.criteria_of(task)
    chi.post(path, json={"base": "1", f"level-{first.id}": str(first.levels[2].id)})
    chi.post(path, json={"base": "1", f"comment-{second.id}": "Từ thẻ thứ hai"})
    page = bench.workbench(one, cast.chi)
    assert page.values[f"level-{first.id}"] == str(first.levels[2].id)
    assert page.values[f"level-{second.id}"] == str(second.levels[1].id)
    assert page.values[f"comment-{second.id}"] == "Từ thẻ thứ hai"
    assert page.base == 1


def test_a_draft_for_a_rubric_that_was_changed_is_not_called_saved(cast, as_user, task):
    one = script(task, numbers(task, cast.chi)[0])
    answer = as_user("chi").post(f"/scripts/{one.public_id}/draft", json={"version": "999", "remark": "Nháp"})
    assert answer.status_code == 409
    assert marking.draft_of(KIND, one.id, cast.chi.id) is None


def test_a_draft_that_arrives_behind_the_mark_is_not_kept_and_not_called_saved(cast, as_user, task):
    one = script(task, numbers(task, cast.chi)[0])
    chi, path = as_user("chi"), f"/scripts/{one.public_id}"
    chi.post(path + "/marks", data=making.choices(task))
    assert chi.post(path + "/draft", json={"base": "0", "remark": "Đến sau"}).status_code == 409
    assert marking.draft_of(KIND, one.id, cast.chi.id) is None
    assert as_user("dung").post(path + "/draft", json={"base": "0", "remark": "Nháp"}).status_code == 200


def test_a_comment_on_a_passage_is_drafted_too_and_forgotten_once_it_is_made(cast, as_user, task):
    one = script(task, numbers(task, cast.chi)[0])
    chi, path = as_user("chi"), f"/scripts/{one.public_id}"
    chi.post(
        path + "/draft", json={"passage-body": "Đang viết dở", "passage-quote": "về bản", "remark": "Khá"}
    )
    assert "Đang viết dở" in chi.get(path).text
    chi.post(path + "/comments", data={"quote": "về bản", "slot": "1", "body": "Viết xong"})
    page = chi.get(path).text
    assert "Đang viết dở" not in page
    assert "Khá</textarea>" in page


def test_the_page_that_stays_is_told_where_to_go_and_the_browser_is_led_there(cast, as_user, task):
    listed = numbers(task, cast.chi)
    one, following = script(task, listed[0]), script(task, listed[1])
    answer = as_user("chi").post(f"/scripts/{one.public_id}/marks", data=making.choices(task), headers=AHEAD)
    assert answer.json == {"next": f"/scripts/{following.public_id}", "leave": False}
    for number in listed[1:-1]:
        making.mark(script(task, number), cast.chi)
    last = script(task, listed[-1])
    answer = as_user("chi").post(f"/scripts/{last.public_id}/marks", data=making.choices(task), headers=AHEAD)
    assert answer.json == {"next": f"/reflection-tasks/{task.id}/scripts", "leave": True}


def test_fetching_ahead_and_looking_are_noted_apart(cast, as_user, task):
    one = script(task, numbers(task, cast.chi)[0])
    chi, path = as_user("chi"), f"/scripts/{one.public_id}"
    ahead = chi.get(path, headers=AHEAD)
    opened = chi.post(path + "/openings")
    kinds = database.session.scalars(select(Observation.kind).order_by(Observation.id)).all()
    assert kinds[-2:] == ["script.sent-ahead", "script.opened"]
    assert f'data-standing="{opened.headers["X-Standing"]}"' in ahead.text
    assert "0 / 5" in opened.text
    chi.post(path + "/draft", json={"remark": "Mới"})
    assert chi.post(path + "/openings").headers["X-Standing"] != opened.headers["X-Standing"]


def test_nothing_around_the_scripts_lets_a_name_through(cast, as_user, task):
    canary = make_person("canary", "Phan Thị Hoàng Yến", cast.unit1, phone="0912345678", member_code="HV-777")
    enrol(canary, cast.k1)
    one = making.hand_in(task, canary)
    flags.put(one.reflection, cast.dung, FlagKind.ASK_COLLEAGUE, NOW)
    making.mark(one, cast.dung)
    service.save_fields(
        bench.subject_of(one), cast.chi, task.rubric.current, {"base": "0", "remark": "x"}, NOW
    )
    database.session.commit()
    chi, path, of_task = as_user("chi"), f"/scripts/{one.public_id}", f"/reflection-tasks/{task.id}"
    pages = [
        chi.get(path, headers=AHEAD),
        chi.get(path + "/difference"),
        chi.get(of_task + "/allocation"),
        chi.post(path + "/openings"),
        chi.post(path + "/marks", data=making.choices(task), headers=AHEAD),
        chi.get(f"/classes/{cast.k1.id}/comment-bank/entries"),
        *(chi.get(f"{of_task}/scripts?show={show}") for show in Show),
    ]
    for page in pages:
        told = page.text + str(page.headers)
        for secret in (
            "Yến",
            "canary",
            "0912345678",
            "HV-777",
            one.reflection.public_id,
            "24/11/2026, 08:00",
        ):
            assert secret not in told, (page.request.path, secret)


def test_every_step_costs_the_same_with_ten_times_the_scripts(cast, as_user, task, count_queries):
    chi = as_user("chi")
    one = script(task, numbers(task, cast.chi)[0])
    paths = [f"/scripts/{one.public_id}", f"/reflection-tasks/{task.id}/scripts"]
    steps = [*(lambda path=path: chi.get(path) for path in paths)]
    steps += [
        lambda: chi.post(paths[0] + "/openings"),
        lambda: chi.post(paths[0] + "/draft", json={"remark": "Khá"}),
        lambda: chi.get(f"/reflection-tasks/{task.id}/allocation"),
    ]
    few = _counted(steps, count_queries)
    making.hand_in_by_others(cast, task, 45, first=4)
    assert _counted(steps, count_queries) == few
    assert max(few) <= 32


def _counted(steps, count_queries):
    counts = []
    for step in steps:
        step()
        with count_queries() as statements:
            step()
        counts.append(len(statements))
    return counts


def test_no_text_of_another_script_is_read(cast, as_user, task, count_queries):
    one = script(task, numbers(task, cast.chi)[0])
    with count_queries() as statements:
        as_user("chi").get(f"/reflection-tasks/{task.id}/scripts")
    assert not [statement for statement in statements if "reflection_submissions.parts" in statement]
    assert one.parts
