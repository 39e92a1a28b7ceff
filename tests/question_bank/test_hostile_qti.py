"""QTI files made to harm: each refused with one sentence or read within bounds of time and memory."""

import subprocess
import sys
import time

import pytest

from question_bank.formats import archives, qti
from tests.question_bank.qti_files import choice, declared, item, manifest, package, rules, template
from tests.scale import scale

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
GOOD = item(declared(correct=["B"]), choice(), template("match_correct"))
SECONDS_PER_MEGABYTE = 2
MEGABYTES_OF_MEMORY = 300


def refusal(data):
    found = qti.read(data)
    assert found.questions == []
    (problem,) = found.problems
    assert problem.severity == "error"
    return problem.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + BOMB.decode() + "<assessmentItem/>"
    assert refusal(text.encode(encoding)) == "file.forbidden_xml"


def test_a_member_with_entities_does_not_keep_the_others_out():
    found = qti.read(
        package(imsmanifest_xml=manifest("a.xml", "b.xml"), a_xml=BOMB + b"<assessmentItem/>", b_xml=GOOD)
    )
    assert len(found.questions) == 1
    assert [problem.code for problem in found.problems] == ["qti.member", "file.forbidden_xml"]


@pytest.mark.parametrize(
    "data,code",
    [
        (b"", "file.empty"),
        (b"<assessmentItem", "file.damaged"),
        (b"<html><assessmentItem/></html>", "qti.unknown_root"),
        (b"PK\x03\x04 not a zip", "file.damaged"),
        (package(imsmanifest_xml=BOMB + b"<manifest/>"), "file.forbidden_xml"),
        (package(imsmanifest_xml="<manifest/>"), "file.nothing"),
        (b"<questestinterop>" + b"<a>" * 250 + b"</a>" * 250 + b"</questestinterop>", "file.nothing"),
        (b"<questestinterop>" + b"<a>" * 2000, "file.damaged"),
        (b"<assessmentItem>" + b"<p>" * 150 + b"</p>" * 150 + b"</assessmentItem>", "qti.too_deep"),
        (b"<assessmentItem>" + b"<p/>" * 60_000 + b"</assessmentItem>", "qti.too_many_parts"),
        (b"<questestinterop>" + b"<item/>" * 100_000 + b"</questestinterop>", "qti.too_many_parts"),
        (b"<assessmentItem>" + b"<p/>" * 2_000_000 + b"</assessmentItem>", "qti.too_many_parts"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_sentence(data, code):
    assert refusal(data) == code


def test_a_package_that_unpacks_without_end_is_refused_while_reading():
    data = package(imsmanifest_xml=manifest("a.xml"), a_xml=b"<a>" + b" " * (archives.LARGEST_XML + 10))
    assert refusal(data) == "file.unpacks_too_large"


@pytest.mark.parametrize("name", ["../../etc/cron.d/x.xml", "/etc/x.xml", "..\\x.xml", "C:x.xml"])
def test_names_that_lead_outside_lead_nowhere(name):
    found = qti.read(package(imsmanifest_xml=manifest(name), **{name: GOOD}))
    assert len(found.questions) <= 1
    assert found.questions or found.problems


def many_options(count):
    options = "".join(f'<simpleChoice identifier="A{n}">{n}</simpleChoice>' for n in range(count))
    conditions = "".join(
        '<responseCondition><responseIf><match><variable identifier="RESPONSE"/><baseValue baseType="identifier">'
        f'A{n}</baseValue></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue>'
        "</setOutcomeValue></responseIf></responseCondition>"
        for n in range(count)
    )
    return item(declared(cardinality="multiple", correct=["A1"]), choice(options, 0), rules(conditions))


def squares(count):
    inner = '<baseValue baseType="float">99999999</baseValue>' * 2
    for _ in range(count):
        inner = f"<product>{inner}{inner if len(inner) < 200_000 else ''}</product>"
    return item(declared(), choice(), rules(f'<setOutcomeValue identifier="SCORE">{inner}</setOutcomeValue>'))


def html_of(part):
    return item(declared(), choice(prompt=(part * (600_000 // len(part))).replace("<", "&lt;")))


@pytest.mark.parametrize(
    "make",
    [
        lambda: many_options(2_500),
        lambda: squares(12),
        lambda: html_of("<"),
        lambda: html_of("[[a]]"),
        lambda: html_of("\n  "),
        lambda: b"<questestinterop>" + b"<item/>" * 20_000 + b" " * 900_000 + b"</questestinterop>",
        lambda: (
            b"<questestinterop><item><presentation><material><mattext texttype='text/html'>"
            + b"&lt;a &lt;!-- " * 60_000
            + b"</mattext></material></presentation></item></questestinterop>"
        ),
    ],
    ids=["options", "products", "tags", "gaps", "white space", "items", "html"],
)
def test_no_file_takes_more_than_two_seconds_a_megabyte(make):
    data = make()
    began = time.process_time()
    qti.read(data)
    took = time.process_time() - began
    assert scale() < 1 or took < SECONDS_PER_MEGABYTE * max(
        1, len(data) / 1_000_000
    )  # measured by `make prove` only


def test_the_largest_file_that_is_read_stays_within_its_memory():
    script = (
        "from question_bank.formats import qti; "
        "items = b'<item><p/><p/></item>' * 19_000 + b'<p/>' * 1_400_000; "
        "qti.read(b'<questestinterop>' + items + b'</questestinterop>'); "
        "print(next(int(line.split()[1]) // 1024 for line in open('/proc/self/status') if 'VmHWM' in line))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    assert int(told.stdout) < MEGABYTES_OF_MEMORY
