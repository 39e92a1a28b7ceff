"""Templates of offices: what is fit is used from then on, what could harm is refused in one sentence and not kept."""

import io
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import given, settings, strategies as st

from lms import database
from lms.files.models import StoredFile
from lms.reports import queries, service
from lms.reports.fields import KNOWN
from lms.reports.glossary import glossary
from lms.reports.models import Form, ReportTemplate
from lms.reports.overview import of_session
from lms.reports.paper import checking
from lms.reports.paper.checking import Refusal, refusal
from lms.reports.paper.default import default_template
from lms.reports.paper.filling import fields_of
from lms.reports.paper.package import LARGEST_UNPACKED, take_apart
from lms.web import clock
from tests.lms.reports.halls import held, sign, written
from tests.lms.reports.reading import body_of, docx_text
from tests.scale import scaled

USUAL = default_template(Form.PARTY)
DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def changed(name: str, change, data: bytes = USUAL) -> bytes:
    """The package with one member changed or added."""
    members = {
        one: zipfile.ZipFile(BytesIO(data)).read(one) for one in zipfile.ZipFile(BytesIO(data)).namelist()
    }
    members[name] = change(members.get(name, b""))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in members.items():
            archive.writestr(one, content)
    return target.getvalue()


def with_text(text: str) -> bytes:
    document = Document(BytesIO(USUAL))
    document.add_paragraph(text)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_relation(target: str, kind: str) -> bytes:
    relation = f'<Relationship Id="rIdX" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return changed(
        RELATIONS, lambda xml: xml.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    )


def with_code(code: str) -> bytes:
    field = f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    return changed(DOCUMENT, lambda xml: xml.replace(b"<w:sectPr", field.encode() + b"<w:sectPr", 1))


def nested(depth: int) -> bytes:
    inner = "<w:p/>"
    for _level in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return changed(DOCUMENT, lambda xml: xml.replace(b"<w:sectPr", inner.encode() + b"<w:sectPr", 1))


def spaces(count: int) -> bytes:
    return changed(DOCUMENT, lambda xml: xml.replace(b"</w:body>", b" " * count + b"</w:body>"))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "damaged"),
    "no zip": (lambda: b"%PDF-1.4 hello", "damaged"),
    "cut off": (lambda: USUAL[: len(USUAL) // 2], "damaged"),
    "old Word": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "damaged"),
    "a zip of something else": (lambda: changed("[Content_Types].xml", lambda _xml: b"<Types/>"), "damaged"),
    "body that is no XML": (lambda: changed(DOCUMENT, lambda xml: xml[:-40]), "damaged"),
    "bomb": (lambda: spaces(LARGEST_UNPACKED + 10), "too-large"),
    "tables in tables": (lambda: nested(40), "too-large"),
    "entities": (lambda: changed(DOCUMENT, lambda xml: BOMB + xml.split(b"?>", 1)[1]), "forbidden"),
    "macros": (lambda: changed("word/vbaProject.bin", lambda _none: b"x"), "macros"),
    "macro type": (
        lambda: changed(
            "[Content_Types].xml",
            lambda xml: xml.replace(b"document.main+xml", b"document.macroEnabled.main+xml"),
        ),
        "macros",
    ),
    "embedded object": (lambda: changed("word/embeddings/oleObject1.bin", lambda _none: b"x"), "embedded"),
    "linked template": (lambda: with_relation("http://10.0.0.1/x.dotm", "attachedTemplate"), "links"),
    "linked picture": (lambda: with_relation("file:///etc/passwd", "image"), "links"),
    "field that fetches": (lambda: with_code("INCLUDETEXT /etc/passwd"), "links"),
    "field that runs": (lambda: with_code("DDEAUTO c:\\\\windows\\\\cmd.exe"), "links"),
    "unknown field": (lambda: with_text("{{mat_khau}}"), "unknown-field"),
    "loop": (lambda: with_text("{% for x in range(10**9) %}{{x}}{% endfor %}"), "unknown-field"),
    "expression": (lambda: with_text("{{ 7*7 }}"), "unknown-field"),
    "attribute": (lambda: with_text("{{ so.__class__.__mro__[1].__subclasses__() }}"), "unknown-field"),
    "call": (lambda: with_text("{{ cycler.__init__.__globals__.os.popen('id').read() }}"), "unknown-field"),
    "filter": (lambda: with_text("{{ so|attr('__class__') }}"), "unknown-field"),
    "comment": (lambda: with_text("{# so #}"), "unknown-field"),
    "open bracket": (lambda: with_text("{{ so"), "unknown-field"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name) -> None:
    made, code = HOSTILE[name]
    assert getattr(refusal(made(), KNOWN), "code", None) == code


def test_what_is_refused_is_told_in_one_sentence_and_not_kept(cast, as_user) -> None:
    em, first = as_user("em"), {code: made for made, code in reversed(HOSTILE.values())}
    for code, made in first.items():
        sent = {"form": "party", "file": (BytesIO(made()), "mau.docx")}
        answer = em.post(f"/units/{cast.unit1.id}/report-templates", data=sent)
        assert answer.status_code == 422, code
        assert answer.text.count("field__error") == 1, code
    assert database.session.query(StoredFile).count() == 0
    assert database.session.query(ReportTemplate).count() == 0


def test_a_file_beyond_the_limit_is_too_large_before_anybody_looks_inside() -> None:
    assert refusal(b"PK\x03\x04" + b"\0" * checking.LARGEST, KNOWN) == Refusal("too-large")


@pytest.mark.parametrize(
    "change", [(b'<w:gridCol w:w="', b'<w:gridCol w:w="x'), (b'<w:sz w:val="30"/>', b'<w:sz w:val="x"/>')]
)
@pytest.mark.one_database
def test_what_cannot_be_drawn_is_refused_when_it_is_handed_in(cast, as_user, change) -> None:
    data = changed(DOCUMENT, lambda xml: xml.replace(*change))
    assert data != USUAL
    sent = {"form": "party", "file": (BytesIO(data), "mau.docx")}
    answer = as_user("em").post(f"/units/{cast.unit1.id}/report-templates", data=sent)
    assert answer.status_code == 422
    assert database.session.query(ReportTemplate).count() == 0


def test_what_comes_with_the_program_is_fit_for_both_forms() -> None:
    assert [refusal(default_template(form), KNOWN) for form in Form] == [None, None]


def test_every_field_is_explained_and_every_explained_field_is_known() -> None:
    explained = [name for _heading, fields in glossary() for name, _words in fields]
    assert sorted(explained) == sorted(KNOWN)
    assert fields_of(take_apart(USUAL)) <= KNOWN


def test_a_field_that_word_cut_into_pieces_is_still_one_field() -> None:
    document = Document(BytesIO(USUAL))
    paragraph = document.add_paragraph("Số: ")
    for piece in ("{", "{tri", "eu_t", "ap}", "} người"):
        paragraph.add_run(piece).font.size = Pt(13)
    target = BytesIO()
    document.save(target)
    assert refusal(target.getvalue(), KNOWN) is None


@pytest.mark.one_database
def test_an_office_uses_its_own_words_and_signed_reports_keep_theirs(cast, context, as_user) -> None:
    em, session = as_user("em"), held(cast)
    before = service.draft(of_session(session), written(), cast.em, clock.now())
    database.session.flush()
    sign(before, cast.em)
    database.session.commit()
    sent = {
        "form": "party",
        "file": (BytesIO(with_text("Mẫu của phường: {{co_mat}} người có mặt")), "mau.docx"),
    }
    assert em.post(f"/units/{cast.unit1.id}/report-templates", data=sent).status_code == 302
    after = service.draft(of_session(held(cast, 2)), written(number="13"), cast.em, clock.now())
    database.session.commit()
    assert "Mẫu của phường: 2 người có mặt" in docx_text(
        body_of(em, f"/official-reports/{after.id}/paper.docx")
    )
    assert "Mẫu của phường" not in docx_text(body_of(em, f"/official-reports/{before.id}/paper.docx"))


def test_the_nearest_unit_above_with_a_template_lends_it(cast, as_user) -> None:
    em = as_user("em")
    for unit in (cast.root, cast.unit1):
        sent = {"form": "party", "file": (BytesIO(with_text(unit.name)), f"{unit.id}.docx")}
        em.post(f"/units/{unit.id}/report-templates", data=sent)
    assert lender(cast.unit1) == cast.unit1.id
    assert lender(cast.unit2) == cast.root.id
    assert queries.template_for(cast.unit2, Form.STATE) is None
    [own] = queries.templates_of(cast.unit1)
    em.post(f"/report-templates/{own.id}/end")
    database.session.expire_all()
    assert lender(cast.unit1) == cast.root.id


def lender(unit) -> int | None:
    """The unit whose template serves this one."""
    found = queries.template_for(unit, Form.PARTY)
    return found.unit_id if found else None


def test_a_newer_template_ends_the_one_before(cast, as_user) -> None:
    em = as_user("em")
    for word in ("một", "hai"):
        sent = {"form": "party", "file": (BytesIO(with_text(word)), f"{word}.docx")}
        em.post(f"/units/{cast.unit1.id}/report-templates", data=sent)
    database.session.expire_all()
    kept = queries.templates_of(cast.unit1)
    assert [(one.file.name, one.ended_at is None) for one in kept] == [
        ("hai.docx", True),
        ("một.docx", False),
    ]


@settings(max_examples=scaled(2000, least=40), deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(USUAL) - 1))
def test_a_file_with_some_bytes_changed_is_taken_or_refused_but_never_breaks(noise: bytes, at: int) -> None:
    damaged = USUAL[:at] + noise + USUAL[at + len(noise) :]
    found = refusal(damaged, KNOWN)
    assert found is None or found.code in {
        "damaged",
        "too-large",
        "forbidden",
        "links",
        "macros",
        "embedded",
        "unknown-field",
        "no-field",
    }
