"""Who may see, write and judge questions; an import is seen by whoever began it alone."""

from typing import Any

from lms import database
from lms.questions import review
from lms.questions.councils.models import ReviewCouncil
from lms.questions.placing.service import Wish, place
from lms.questions.remarks.models import ReviewRemark
from lms.questions.sharing import service as sharing
from lms.questions.sharing.models import QuestionShare
from lms.questions.sharing.rules import Right
from lms.questions.sharing.service import AUTHOR, Gift, Home
from question_bank.question import Level
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.questions.samples import begun_import, choice, stored


def prepare(cast: Cast) -> dict[str, Any]:
    question = stored(cast.chi, NOW)
    handed_in = stored(cast.chi, NOW, choice("Câu chờ duyệt?"))
    review.submit(cast.chi, [handed_in.latest.id], NOW)
    made = {"part": "line-1", "text": "Ngắn hơn hẳn", "by_id": cast.hanh.id, "at": NOW}
    remark = ReviewRemark(version_id=handed_in.latest.id, **made)
    database.session.add(remark)
    council = ReviewCouncil(unit_id=cast.unit1.id, name="Hội đồng lý luận", founded_at=NOW)
    database.session.add(council)
    started = begun_import(cast.chi, NOW)
    database.session.flush()
    placing = place(cast.chi, [question.id], Wish(level=Level.APPLICATION), NOW)
    assert placing is not None
    private, of_unit = (stored(cast.dung, NOW, choice(text)) for text in ("Câu riêng?", "Câu của đơn vị?"))
    sharing.keep(cast.dung, [private.id], AUTHOR, NOW)
    sharing.keep(cast.dung, [of_unit.id], Home(kept=True, unit_id=cast.unit2.id), NOW)
    sharing.give(cast.dung, [private.id], Gift(Right.SEE, person_id=cast.chi.id), NOW)
    share = database.session.query(QuestionShare).one()
    database.session.commit()
    hidden = {"private": private.id, "of_unit": of_unit.id, "share": share.id}
    ids = {"question": question.id, "handed_in": handed_in.id, "import": started.id, "placing": placing.id}
    return ids | hidden | {"remark": remark.id, "council": council.id}


#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("questions.index", "/questions/", "344224422344"),
    Row("questions.show", "/questions/{question}", "300220022300"),
    Row("questions.show", "/questions/{handed_in}", "300220022300"),
    Row("questions.export", "/questions/export", "344224422344"),
    Row("question_placings.new", "/questions/placings/new", "344224444344"),
    Row("question_placings.create", "/questions/placings/", "144994444144", "POST"),
    Row("question_placings.show", "/questions/placings/{placing}", "300200000300"),
    Row("question_placings.undo", "/questions/placings/{placing}/undo", "100300000100", "POST"),
    Row("questions.new", "/questions/new", "344224444344"),
    Row("questions.create", "/questions/", "144994444144", "POST"),
    Row("questions.edit", "/questions/{question}/edit", "300220044300"),
    Row("questions.update", "/questions/{question}", "100990044100", "POST"),
    Row("questions.retire", "/questions/{question}/retirement", "100330044100", "POST"),
    Row("questions.restore", "/questions/{question}/retirement/delete", "100330044100", "POST"),
    Row("questions.inbox", "/questions/inbox", "344224422344"),
    Row("questions.review_pile", "/questions/review", "344444424344"),
    Row("questions.submit", "/questions/submissions", "144994444144", "POST"),
    Row("questions.withdraw", "/questions/withdrawals", "144994444144", "POST"),
    Row("questions.judge", "/questions/{question}/review", "100440094100", "POST"),
    Row("questions.remark", "/questions/{question}/remarks", "100440094100", "POST"),
    Row("questions.answer_remark", "/questions/remarks/{remark}/answers", "100940094100", "POST"),
    Row("questions.approve", "/questions/approvals", "144444494144", "POST"),
    Row("questions.send_back", "/questions/returns", "144444494144", "POST"),
    Row("questions.imports", "/questions/imports", "344224444344"),
    Row("questions.new_import", "/questions/imports/new", "344224444344"),
    Row("questions.create_import", "/questions/imports", "144994444144", "POST"),
    Row("questions.show_import", "/questions/imports/{import}", "300200000300"),
    Row("questions.decide", "/questions/imports/{import}/decisions", "100300000100", "POST"),
    Row("questions.decide_all", "/questions/imports/{import}/decisions/all", "100300000100", "POST"),
    Row("questions.confirm", "/questions/imports/{import}/confirmation", "100300000100", "POST"),
    Row("questions.undo", "/questions/imports/{import}/undo", "100300000100", "POST"),
    Row("questions.discard", "/questions/imports/{import}/delete", "100300000100", "POST"),
    Row("questions.edit_item", "/questions/imports/{import}/items/1", "300200000300"),
    Row("questions.show_borders", "/questions/imports/{import}/items/1/split", "300200000300"),
    Row("questions.split_item", "/questions/imports/{import}/items/1/split", "100900000100", "POST"),
    Row("questions.merge_item", "/questions/imports/{import}/items/1/merge", "100300000100", "POST"),
    Row("questions.update_item", "/questions/imports/{import}/items/1", "100900000100", "POST"),
    Row("questions.show", "/questions/{private}", "300220000300"),
    Row("questions.show", "/questions/{of_unit}", "300020022300"),
    Row("questions.edit", "/questions/{private}/edit", "300420000300"),
    Row("questions.edit", "/questions/{of_unit}/edit", "300020044300"),
    Row("questions.update", "/questions/{private}", "100490000100", "POST"),
    Row("questions.retire", "/questions/{private}/retirement", "100430000100", "POST"),
    Row("questions.restore", "/questions/{of_unit}/retirement/delete", "100030044100", "POST"),
    Row("questions.judge", "/questions/{private}/review", "100440000100", "POST"),
    Row("questions.remark", "/questions/{of_unit}/remarks", "100040094100", "POST"),
    Row("question_tagging.new", "/questions/keywords/?question={private}", "344224444344"),
    Row("question_tagging.create", "/questions/keywords/", "144994444144", "POST"),
    Row("question_sharing.new", "/questions/sharing/?question={private}", "344224442344"),
    Row("question_sharing.keep", "/questions/sharing/homes", "144994449144", "POST"),
    Row("question_sharing.give", "/questions/sharing/shares", "144994449144", "POST"),
    Row("question_sharing.end", "/questions/sharing/shares/{share}/end", "100030000100", "POST"),
    Row("councils.index", "/questions/councils/", "344222422322"),
    Row("councils.new", "/questions/councils/new", "344442442344"),
    Row("councils.create", "/questions/councils/", "144449449144", "POST"),
    Row("councils.show", "/questions/councils/{council}", "300002022322"),
    Row("councils.edit", "/questions/councils/{council}/edit", "300002042344"),
    Row("councils.update", "/questions/councils/{council}", "100009049144", "POST"),
    Row("councils.end", "/questions/councils/{council}/end", "100003043144", "POST"),
]
