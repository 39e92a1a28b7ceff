"""QTI files as other systems write them, made on the spot."""

import io
import zipfile

V2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
V3 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"'
TEMPLATE = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
THREE = "".join(
    f'<simpleChoice identifier="{name}">{text}</simpleChoice>'
    for name, text in zip("ABC", ("một", "hai", "ba"), strict=True)
)
SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'


def template(name):
    return f'<responseProcessing template="{TEMPLATE}{name}"/>'


def rules(*parts):
    return f"<responseProcessing>{''.join(parts)}</responseProcessing>"


def declared(base="identifier", cardinality="single", correct=(), mapping=""):
    values = "".join(f"<value>{one}</value>" for one in correct)
    right = f"<correctResponse>{values}</correctResponse>" if correct else ""
    attrs = f'identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}"'
    return f"<responseDeclaration {attrs}>{right}{mapping}</responseDeclaration>"


def mapping(entries, **bounds):
    made = "".join(f'<mapEntry mapKey="{key}" mappedValue="{worth}"/>' for key, worth in entries.items())
    attrs = " ".join(f'{name}="{value}"' for name, value in bounds.items())
    return f"<mapping {attrs}>{made}</mapping>"


def item(declaration, body, processing="", more="", title="Câu"):
    return (
        f'<?xml version="1.0"?>\n<assessmentItem {V2} identifier="i" title="{title}" adaptive="false" '
        f'timeDependent="false">{declaration}{SCORE}<itemBody>{body}</itemBody>{processing}{more}</assessmentItem>'
    ).encode()


def choice(options=THREE, most=1, prompt="Ý nào?"):
    attrs = f'responseIdentifier="RESPONSE" shuffle="true" maxChoices="{most}"'
    return f"<choiceInteraction {attrs}><prompt>{prompt}</prompt>{options}</choiceInteraction>"


def old(presentation, conditions="", feedback="", metadata="", title="Câu"):
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment ident="a" title="Đề"><section ident="s"><item ident="i" title="{title}">{metadata}'
        f"<presentation>{presentation}</presentation><resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{conditions}</resprocessing>{feedback}</item></section></assessment></questestinterop>"
    ).encode()


def material(html):
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="text/html">{escaped}</mattext></material>'


def labels(*texts):
    return "".join(
        f'<response_label ident="{name}">{material(text)}</response_label>'
        for name, text in zip("ABCDEFGH", texts, strict=False)
    )


def lid(name, *texts, cardinality="Single", before=""):
    return (
        f'<response_lid ident="{name}" rcardinality="{cardinality}">{before}<render_choice>{labels(*texts)}'
        "</render_choice></response_lid>"
    )


def given(condition, worth=100, action="Set", feedback="", go_on="No"):
    shown = f'<displayfeedback feedbacktype="Response" linkrefid="{feedback}"/>' if feedback else ""
    earned = f'<setvar action="{action}" varname="SCORE">{worth}</setvar>' if worth is not None else ""
    return f'<respcondition continue="{go_on}"><conditionvar>{condition}</conditionvar>{earned}{shown}</respcondition>'


def equal(name, text):
    return f'<varequal respident="{name}">{text}</varequal>'


def package(**members):
    """A zip file; `__` stands for a slash and `_xml` for the ending."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_png", ".png"), content)
    return file.getvalue()


def manifest(*addresses):
    resources = "".join(
        f'<resource identifier="{n}" type="imsqti_item_xmlv2p1" href="{a}"/>' for n, a in enumerate(addresses)
    )
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{resources}</resources></manifest>'
