"""QTI 1.2, and packages of any version."""

from fractions import Fraction

import pytest

from question_bank.formats import detect, qti, read
from question_bank.types import Cloze, Credit, Essay, Matching, Numeric
from tests.question_bank.qti_files import (
    choice,
    declared,
    equal,
    given,
    item,
    labels,
    lid,
    manifest,
    material,
    old,
    package,
    template,
)
from tests.question_bank.word_files import picture


def one(data):
    found = qti.read(data)
    assert len(found.questions) == 1, found.problems
    return found.questions[0]


def weights(question):
    return [option.weight for option in question.options]


def test_old_single_choice_with_feedback():
    data = old(
        material("<p>Ý nào?</p>") + lid("r", "một", "hai"),
        given("<other/>", None, feedback="all", go_on="Yes")
        + given(equal("r", "A"), None, feedback="a", go_on="Yes")
        + given(equal("r", "B")),
        f'<itemfeedback ident="all"><flow_mat>{material("Vì thế.")}</flow_mat></itemfeedback>'
        f'<itemfeedback ident="a"><flow_mat>{material("Xem lại.")}</flow_mat></itemfeedback>',
    )
    found = one(data)
    assert (found.question.text, weights(found.question)) == ("<p>Ý nào?</p>", [0, 1])
    assert (found.question.explanation, found.question.options[0].feedback) == ("Vì thế.", "Xem lại.")
    assert found.problems == ()


def test_old_multiple_choice():
    condition = f"<and>{equal('r', 'A')}<not>{equal('r', 'B')}</not>{equal('r', 'C')}</and>"
    found = one(old(material("Ý nào?") + lid("r", "x", "y", "z", cardinality="Multiple"), given(condition)))
    assert found.question.credit is Credit.ALL_OR_NOTHING
    assert weights(found.question) == [Fraction(1, 2), 0, Fraction(1, 2)]
    assert found.problems == ()


def test_old_pairs():
    data = old(
        material("Ghép.")
        + lid("r1", "1", "2", before=material("một"))
        + lid("r2", "1", "2", before=material("hai")),
        given(equal("r1", "A"), 50, "Add") + given(equal("r2", "B"), 50, "Add"),
    ).replace(b'continue="No"', b'continue="Yes"')
    found = one(data)
    assert isinstance(found.question, Matching)
    assert found.question.describe(found.question.correct_response()) == "một → 1; hai → 2"
    assert found.problems == ()


BLANK = (
    '<response_str ident="r" rcardinality="Single"><render_fib{}><response_label ident="l"/></render_fib>'
    "</response_str>"
)


def test_old_words_and_numbers():
    words = one(
        old(material("Ai?") + BLANK.format(""), given(f"<or>{equal('r', 'Huế')}{equal('r', 'Cố đô')}</or>"))
    ).question
    assert [answer.text for answer in words.accepted] == ["Huế", "Cố đô"]
    assert words.ignore_case
    near = f'{equal("r", "5")}<and><vargte respident="r">4.5</vargte><varlte respident="r">5.5</varlte></and>'
    number = one(
        old(material("Mấy?") + BLANK.format(' fibtype="Decimal"'), given(f"<or>{near}</or>"))
    ).question
    assert isinstance(number, Numeric)
    assert [(str(one.value), str(one.tolerance)) for one in number.accepted] == [("5.0", "0.5")]


def test_old_essays_and_texts():
    assert isinstance(one(old(material("Vì sao?") + BLANK.format(""))).question, Essay)
    assert "qti.no_interaction" in [p.code for p in qti.read(old(material("Chào."))).problems]


@pytest.mark.parametrize("kind", ["multiple_dropdowns_question", "fill_in_multiple_blanks_question"])
def test_old_gaps(kind):
    data = old(
        material("Một cộng một là [x], hai cộng hai là [y].")
        + lid("r_x", "hai", "2", before=material("x"))
        + lid("r_y", "bốn", "4", before=material("y")),
        given(equal("r_x", "A"), 50, "Add", go_on="Yes") + given(equal("r_y", "B"), 50, "Add", go_on="Yes"),
        metadata=f"<itemmetadata>{kind}</itemmetadata>",
    )
    question = one(data).question
    assert isinstance(question, Cloze)
    assert question.text == "Một cộng một là [[g1]], hai cộng hai là [[g2]]."
    assert question.grade(question.parse(question.correct_response())).fraction == 1


def test_a_package_in_the_order_of_its_manifest_with_a_picture():
    shown = choice(prompt='Hình <img src="../hinh/a.png" alt="h"/>?')
    first, second = (item(declared(correct=["B"]), shown, template("match_correct"), title=t) for t in "12")
    data = package(
        imsmanifest_xml=manifest("items/z.xml", "items/a.xml", "items/none.xml"),
        items__a_xml=second,
        items__z_xml=first,
        hinh__a_png=picture().getvalue(),
        notes_txt="x",
    )
    found = read(data, name="x.zip")
    assert found.format == "qti"
    assert [one.question.title for one in found.questions] == ["1", "2"]
    assert {p.code: p.params for p in found.problems} == {
        "qti.member_missing": {"name": "items/none.xml"},
        "qti.other_files": {"names": "notes_txt"},
    }
    ((name, content),) = found.questions[0].files.items()
    assert content == picture().getvalue()
    assert f'<img src="file:{name}" alt="h">' in found.questions[0].question.text


@pytest.mark.parametrize(
    "address", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://x.example/a.png"]
)
def test_pictures_outside_of_the_package_are_named_and_never_fetched(address):
    found = one(
        item(declared(correct=["B"]), choice(prompt=f'<img src="{address}"/>'), template("match_correct"))
    )
    assert found.files == {}
    assert {p.code for p in found.problems} & {"qti.outside", "qti.picture_missing"}


def test_the_content_tells_that_it_is_qti():
    assert detect(item(declared(correct=["B"]), choice())) == "qti"
    assert detect(old(material("x") + labels())) == "qti"
    assert detect(package(imsmanifest_xml=manifest())) == "qti"
