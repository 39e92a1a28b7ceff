"""Staff see lessons, lecturers write them, reviewers appraise what others wrote."""

from typing import Any

from lms import database
from lms.appraisals.service import Opinion
from lms.appraisals.sheets import Conclusion
from lms.files import service as files
from lms.lessons.appraisal import service
from lms.lessons.appraisal.queries import remarks_on, sheet_by
from lms.lessons.bank import pages
from tests.lms.access import Row
from tests.lms.cast import NOW, Cast
from tests.lms.files.decks import picture
from tests.lms.lessons import samples
from tests.lms.lessons.samples import founded


def prepare(cast: Cast) -> dict[str, Any]:
    draft = samples.lesson(cast, title="Bài đang soạn")
    page = draft.latest.pages[0]
    stored = files.store(picture(), "so-do.png", "image/png", cast.chi.id, NOW)
    pages.attach(cast.chi, page, stored, "Sơ đồ", NOW)
    handed_in = samples.submitted(cast)
    service.remark(cast.hanh, handed_in.pages[0], "", "Nêu thêm ví dụ.", NOW)
    service.appraise(cast.hanh, handed_in, Opinion(samples.GOOD, Conclusion.PASS), NOW)
    council = founded(cast.hanh, cast.unit1.id)
    database.session.commit()
    sheet = sheet_by(handed_in.id, cast.hanh.id)
    assert sheet is not None
    return {
        "lesson": draft.id,
        "version": draft.latest.id,
        "page": page.id,
        "file": page.attachments[0].id,
        "handed_in": handed_in.id,
        "its_page": handed_in.pages[0].id,
        "remark": remarks_on(handed_in.id)[0].id,
        "sheet": sheet.id,
        "council": council.id,
    }


#                                     nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("lesson_bank.index", "/lessons/", "344222422322"),
    Row("lesson_bank.new", "/lessons/new", "344224444344"),
    Row("lesson_bank.create", "/lessons/", "144994444144", "POST"),
    Row("lesson_bank.show", "/lessons/{lesson}", "300222022322"),
    Row("lesson_bank.edit", "/lessons/{lesson}/edit", "300224044344"),
    Row("lesson_bank.update", "/lessons/{lesson}", "100994044144", "POST"),
    Row("lesson_bank.begin_version", "/lessons/{lesson}/versions", "100334044144", "POST"),
    Row("lesson_bank.preview", "/lessons/versions/{version}/preview", "300222022322"),
    Row("lesson_bank.add_page", "/lessons/versions/{version}/pages", "100994044144", "POST"),
    Row("lesson_bank.paste", "/lessons/pasted", "144224444144", "POST"),
    Row("lesson_bank.add_picture", "/lessons/pictures", "144994444144", "POST"),
    Row("lesson_bank.quote", "/lessons/quotes", "144994444144", "POST"),
    Row("lesson_pages.edit", "/lesson-pages/{page}/edit", "300224044344"),
    Row("lesson_pages.update", "/lesson-pages/{page}", "100994044144", "POST"),
    Row("lesson_pages.move", "/lesson-pages/{page}/position", "100994044144", "POST"),
    Row("lesson_pages.attach", "/lesson-pages/{page}/files", "100994044144", "POST"),
    Row("lesson_pages.show_file", "/lesson-attachments/{file}", "300222022322"),
    Row("lesson_pages.read_file", "/lesson-attachments/{file}/read", "300222022322"),
    Row("lesson_pages.download", "/lesson-attachments/{file}/download", "300222022322"),
    Row("lesson_pages.page_picture", "/lesson-attachments/{file}/pages/1", "300000000300"),
    Row("lesson_pages.slide_picture", "/lesson-attachments/{file}/slides/1/1", "300000000300"),
    Row("lesson_pages.detach", "/lesson-attachments/{file}/removal", "100300000100", "POST"),
    Row("lesson_pages.remove", "/lesson-pages/{page}/removal", "100300000100", "POST"),
    Row("lesson_appraisals.index", "/lessons/appraisals", "344444424344"),
    Row("lesson_appraisals.submit", "/lessons/versions/{version}/submission", "100334044144", "POST"),
    Row("lesson_appraisals.withdraw", "/lessons/versions/{version}/withdrawal", "100334044144", "POST"),
    Row("lesson_appraisals.edit", "/lessons/versions/{handed_in}/appraisal", "300444024344"),
    Row("lesson_appraisals.update", "/lessons/versions/{handed_in}/appraisal", "100444094144", "POST"),
    Row("lesson_appraisals.remark", "/lesson-pages/{its_page}/remarks", "100444094144", "POST"),
    Row("lesson_appraisals.reply_to_remark", "/lesson-remarks/{remark}/replies", "100999099199", "POST"),
    Row("lesson_appraisals.reply", "/lesson-appraisals/{sheet}/reply", "100994044144", "POST"),
    Row("lesson_appraisals.decide", "/lessons/versions/{handed_in}/decision", "100444094144", "POST"),
    Row("lesson_appraisals.paper", "/lessons/versions/{handed_in}/appraisal/paper", "300222022322"),
    Row("appraisal_forms.index", "/lessons/criteria", "344222422322"),
    Row("appraisal_forms.edit_centre", "/lessons/criteria/centre", "344442442344"),
    Row("appraisal_forms.update_centre", "/lessons/criteria/centre", "144449449144", "POST"),
    Row("appraisal_forms.end_centre", "/lessons/criteria/centre/end", "144443443144", "POST"),
    Row("appraisal_forms.edit_programmes", "/lessons/criteria/programmes", "344442442344"),
    Row("appraisal_forms.update_programmes", "/lessons/criteria/programmes", "144449449144", "POST"),
    Row("appraisal_forms.end_programmes", "/lessons/criteria/programmes/end", "144443443144", "POST"),
    Row("appraisal_forms.edit", "/lessons/criteria/councils/{council}", "300002022344"),
    Row("appraisal_forms.update", "/lessons/criteria/councils/{council}", "100009099144", "POST"),
    Row("appraisal_forms.end", "/lessons/criteria/councils/{council}/end", "100003033144", "POST"),
]
