"""Every feature with pages, in the order of the layers; nothing else needs to know the list."""

from typing import Any

from flask import Blueprint

from lms.accounts.again import routes as sign_in_again
from lms.accounts.preferences import routes as preferences
from lms.accounts.views import routes as accounts
from lms.appraisals import labels as appraisal_labels
from lms.appraisals.criteria.views import routes as appraisal_forms
from lms.appraisals.programmes import labels as programme_labels
from lms.appraisals.programmes.views import routes as programme_appraisals
from lms.attendance import lesson_condition as attended_first
from lms.attendance.regulation.views import routes as attendance_rules
from lms.attendance.roll_calls.views import routes as roll_calls
from lms.attendance.trust import views as attendance_signals
from lms.attendance.views import routes as attendance
from lms.calendars.views import routes as calendars
from lms.classes import tabs as class_tabs
from lms.classes.roster.views import routes as roster
from lms.classes.views.agendas import routes as session_agendas
from lms.classes.views.classes import routes as classes
from lms.classes.views.enrolments import routes as enrolments
from lms.classes.views.groups import routes as groups
from lms.classes.views.lecturers import routes as lecturers
from lms.classes.views.mergers import routes as session_mergers
from lms.classes.views.moves import routes as session_moves
from lms.classes.views.patterns import routes as timetable_patterns
from lms.classes.views.places import routes as session_places
from lms.classes.views.sessions import routes as class_sessions
from lms.conferences.views import routes as conferences
from lms.documents import labels as document_labels
from lms.documents.citations.views import routes as document_citations
from lms.documents.texts.views import routes as document_texts
from lms.documents.views import routes as documents
from lms.files.views import routes as files
from lms.help.views import routes as help_pages
from lms.home.announcements import routes as announcements
from lms.home.views import routes as home
from lms.lessons import labels as material_labels
from lms.lessons.appraisal import labels as lesson_labels
from lms.lessons.appraisal.views import routes as lesson_appraisals
from lms.lessons.bank.views import pages as lesson_pages, routes as lesson_bank
from lms.lessons.checks import views as lesson_checks
from lms.lessons.collecting import labels as collecting_labels
from lms.lessons.collecting.views import routes as collecting
from lms.lessons.editing import routes as lessons
from lms.lessons.following import views as lesson_standings
from lms.lessons.giving.views import routes as lesson_givings
from lms.lessons.media.views import routes as material_pages
from lms.lessons.publishing import labels as library_labels
from lms.lessons.publishing.views.library import routes as library
from lms.lessons.publishing.views.publications import routes as publications
from lms.lessons.reading import condition as read_first
from lms.lessons.reading.files import routes as lesson_readings
from lms.lessons.sources.views import routes as material_sources
from lms.lessons.uploads.views import routes as material_uploads
from lms.marking.bank.views import routes as comment_bank
from lms.marking.views import routes as marking
from lms.notices import views as notices
from lms.organisations.views import routes as organisations
from lms.people.views import routes as people
from lms.practice import labels as practice_labels
from lms.practice.views.figures import routes as practice_figures
from lms.practice.views.openings import routes as practice_openings
from lms.practice.views.sittings import routes as practice
from lms.programmes.approval import labels as approval_labels
from lms.programmes.objectives.views import routes as programme_objectives
from lms.programmes.sources.views import routes as programme_sources
from lms.programmes.topics.views import routes as programme_topics
from lms.programmes.views import routes as programmes
from lms.proposals import words as proposal_words
from lms.proposals.views.classes import routes as class_proposals
from lms.proposals.views.units import routes as proposals
from lms.questions import labels as question_labels
from lms.questions.councils import labels as council_labels
from lms.questions.councils.views import routes as councils
from lms.questions.placing.views import routes as question_placings
from lms.questions.sharing import labels as sharing_labels
from lms.questions.sharing.views import routes as question_sharing
from lms.questions.situations.views import routes as situations
from lms.questions.tagging.views import routes as question_tagging
from lms.questions.views import routes as questions
from lms.quizzes import labels as quiz_labels, lesson_condition as passed_first
from lms.quizzes.appeals.views import routes as quiz_appeals
from lms.quizzes.corrections.views import routes as quiz_corrections
from lms.quizzes.feedback.views import routes as answer_checks
from lms.quizzes.kept.views import routes as quiz_matrices
from lms.quizzes.on_paper.views.keying import routes as paper_keying
from lms.quizzes.on_paper.views.papers import routes as quiz_papers
from lms.quizzes.proctoring.views.board import routes as quiz_board
from lms.quizzes.proctoring.views.gate import routes as quiz_gate
from lms.quizzes.proctoring.views.passes import routes as passes
from lms.quizzes.proctoring.views.presence import routes as presence
from lms.quizzes.proctoring.views.room import routes as quiz_room
from lms.quizzes.queue.views import routes as quiz_queue
from lms.quizzes.statistics.views import routes as quiz_statistics
from lms.quizzes.views.allowances import routes as quiz_allowances
from lms.quizzes.views.attempts import routes as attempts
from lms.quizzes.views.marks import routes as attempt_marks
from lms.quizzes.views.plain import routes as attempt_forms
from lms.quizzes.views.quizzes import routes as quizzes
from lms.reflections.allocation.views import routes as script_allocations
from lms.reflections.appeals.views import routes as reflection_appeals
from lms.reflections.calibration.views import routes as samples
from lms.reflections.codes.views import routes as script_codes
from lms.reflections.double.views import routes as double_marking
from lms.reflections.drift.views import routes as marking_order
from lms.reflections.groups.views import routes as group_reflections
from lms.reflections.moderation.views import routes as moderations
from lms.reflections.offline.views import routes as mark_sheets
from lms.reflections.renewals.views import routes as mark_renewals
from lms.reflections.sources.views import routes as task_sources
from lms.reflections.views.allowances import routes as reflection_allowances
from lms.reflections.views.differences import routes as script_differences
from lms.reflections.views.history import routes as reflection_history
from lms.reflections.views.page_marks import routes as page_marks
from lms.reflections.views.reflections import routes as reflections
from lms.reflections.views.returns import routes as returns
from lms.reflections.views.scripts import routes as scripts
from lms.reflections.views.tasks import routes as reflection_tasks
from lms.reflections.views.uploads import routes as uploads
from lms.reflections.workbench.views import routes as script_flags
from lms.reports.reflections.views import routes as reflection_reports
from lms.reports.views.chair import routes as chair_reports
from lms.reports.views.figures import routes as attendance_figures
from lms.reports.views.official import routes as official_reports
from lms.reports.views.own_people import routes as people_attendance
from lms.reports.views.templates import routes as report_templates
from lms.results import views as results
from lms.similarity import views as similarity

BLUEPRINTS: list[Blueprint] = [
    accounts,
    sign_in_again,
    preferences,
    files,
    organisations,
    people,
    notices.routes,
    documents,
    document_texts,
    document_citations,
    programmes,
    programme_topics,
    programme_objectives,
    programme_sources,
    classes,
    enrolments,
    groups,
    lecturers,
    class_sessions,
    timetable_patterns,
    session_moves,
    session_mergers,
    session_agendas,
    session_places,
    calendars,
    conferences,
    roster,
    questions,
    question_placings,
    question_sharing,
    situations,
    question_tagging,
    councils,
    lessons,
    lesson_bank,
    lesson_pages,
    lesson_appraisals,
    appraisal_forms,
    programme_appraisals,
    lesson_checks.routes,
    lesson_givings,
    lesson_readings,
    lesson_standings.routes,
    material_uploads,
    material_pages,
    material_sources,
    collecting,
    library,
    publications,
    marking,
    comment_bank,
    reflections,
    reflection_tasks,
    task_sources,
    reflection_allowances,
    reflection_history,
    uploads,
    page_marks,
    mark_sheets,
    scripts,
    similarity.routes,
    returns,
    group_reflections,
    reflection_appeals,
    script_flags,
    script_differences,
    script_allocations,
    double_marking,
    script_codes,
    mark_renewals,
    marking_order,
    moderations,
    samples,
    attendance,
    attendance_rules,
    attendance_signals.routes,
    roll_calls,
    quizzes,
    quiz_matrices,
    attempts,
    attempt_forms,
    answer_checks,
    quiz_board,
    quiz_allowances,
    quiz_room,
    quiz_gate,
    presence,
    passes,
    attempt_marks,
    quiz_papers,
    paper_keying,
    quiz_statistics,
    quiz_queue,
    quiz_corrections,
    quiz_appeals,
    results.routes,
    practice,
    practice_openings,
    practice_figures,
    chair_reports,
    official_reports,
    attendance_figures,
    people_attendance,
    report_templates,
    reflection_reports,
    class_proposals,
    proposals,
    home,
    announcements,
    help_pages,
]

# Modules with an `init_app(app)` of their own, e.g. for navigation entries or template globals.
INITIALISERS: list[Any] = [
    notices,
    document_labels,
    approval_labels,
    attendance_signals,
    class_tabs,
    question_labels,
    appraisal_labels,
    programme_labels,
    lesson_labels,
    material_labels,
    library_labels,
    lesson_checks,
    lesson_standings,
    collecting_labels,
    council_labels,
    sharing_labels,
    quiz_labels,
    practice_labels,
    similarity,
    results,
    proposal_words,
]

# What can come before a lesson; each says so when it is imported.
LESSON_CONDITIONS: list[Any] = [attended_first, read_first, passed_first]
