"""What types and states of documents are called on a page."""

from flask import Flask
from flask_babel import lazy_pgettext

from lms.documents.kinds import DocumentKind
from lms.documents.rules import Validity

KINDS = {
    DocumentKind.RESOLUTION: lazy_pgettext("document", "Resolution"),
    DocumentKind.DIRECTIVE: lazy_pgettext("document", "Directive"),
    DocumentKind.CONCLUSION: lazy_pgettext("document", "Conclusion"),
    DocumentKind.REGULATION: lazy_pgettext("document", "Regulation"),
    DocumentKind.DECISION: lazy_pgettext("document", "Decision"),
    DocumentKind.RULES: lazy_pgettext("document", "Working rules"),
    DocumentKind.GUIDELINE: lazy_pgettext("document", "Guideline"),
    DocumentKind.NOTICE: lazy_pgettext("document", "Announcement"),
    DocumentKind.PLAN: lazy_pgettext("document", "Plan"),
    DocumentKind.PROGRAMME: lazy_pgettext("document", "Action programme"),
    DocumentKind.SCHEME: lazy_pgettext("document", "Scheme"),
    DocumentKind.LETTER: lazy_pgettext("document", "Official letter"),
    DocumentKind.REPORT: lazy_pgettext("document", "Report"),
    DocumentKind.STATUTES: lazy_pgettext("document", "Statutes"),
    DocumentKind.LAW: lazy_pgettext("document", "Law"),
    DocumentKind.DECREE: lazy_pgettext("document", "Decree"),
    DocumentKind.CIRCULAR: lazy_pgettext("document", "Circular"),
    DocumentKind.OTHER: lazy_pgettext("document", "Other document"),
}
VALIDITIES = {
    Validity.AHEAD: (lazy_pgettext("document", "Not in force yet"), "info"),
    Validity.IN_FORCE: (lazy_pgettext("document", "In force"), "success"),
    Validity.EXPIRED: (lazy_pgettext("document", "Expired"), "warning"),
    Validity.REPLACED: (lazy_pgettext("document", "Replaced"), "danger"),
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals |= {"document_kinds": KINDS, "document_validities": VALIDITIES}
