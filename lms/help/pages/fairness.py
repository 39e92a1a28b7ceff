"""What lecturers and organisers read about marking fairly: two markers, moderation, codes, samples, changed rubrics."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

MARKING_FAIRLY = Section(
    _("Mark fairly: two markers, moderation, samples"),
    (
        Step(
            _(
                "Task → Double marking, before anybody marks: all scripts or a share drawn by lot, and those near the "
                "limit of a band. Say how far apart two marks may be; beyond that, or in different bands, a third "
                "person marks."
            )
        ),
        Step(
            _(
                "Neither marker sees what the other found. Once both have recorded, the mark is made by the rule, and "
                "every page shows what it was made of. Scripts that wait for a third person stand on the same page "
                "without marks, so that you can take one yourself."
            )
        ),
        Step(
            _(
                "Sample scripts: paste a text without names, agree on its levels, and let markers try it before they "
                "begin. They see where they differ afterwards, criterion by criterion."
            )
        ),
        Step(
            _(
                "Moderation: draw a share of each marker's marks, agree or propose other levels. Somebody else "
                "decides; the old mark stays in the history."
            )
        ),
        Step(
            _(
                "Report → By order of marking: means in ten parts and by marker. With fewer than ten scripts nothing "
                "is compared. A difference says nothing about anybody by itself."
            )
        ),
        Step(
            _(
                "Was the rubric changed while you marked? The page of the task leads to a preview: what each old mark "
                "would be now, and what needs you. Only what you confirm is added."
            )
        ),
    ),
)

CODES = Section(
    _("Codes: sealed, and opened by two people"),
    (
        Step(
            _(
                "Task → Codes → Seal the codes, before marking. From then on no page, file or list tells who marks "
                "whose script it is, whatever happens to the task."
            )
        ),
        Step(
            _(
                "When every script has its mark and moderation is over, one person writes down where and who is "
                "present and names the second. The second confirms from an account of their own; then all codes open "
                "at once."
            )
        ),
        Step(
            _(
                "Download the minutes as .docx, add the number, and let everybody sign. Then release the marks."
            )
        ),
    ),
    numbered=True,
)
