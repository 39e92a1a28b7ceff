"""All pages, in the order of the index."""

from lms.help.page import Page
from lms.help.pages import administrator, learner, lecturer, offices, organiser, personal_data

PAGES: tuple[Page, ...] = (
    learner.LEARNER,
    lecturer.LECTURER,
    organiser.ORGANISER,
    offices.UNIT_OFFICER,
    offices.REVIEWER,
    offices.APPROVER,
    offices.INSPECTOR,
    administrator.ADMINISTRATOR,
    personal_data.PERSONAL_DATA,
)
BY_SLUG = {page.slug: page for page in PAGES}
