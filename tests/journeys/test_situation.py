"""Sets and questions in a browser: the preview follows what is typed, and a question of the bank is put into a set."""

from playwright.sync_api import expect

from tests.journeys.test_sharing import Office, office as office

CASE = "Chi bộ A họp ngày 05/11, có 20 đảng viên dự họp."


def test_the_preview_follows_what_is_typed_and_a_question_goes_into_the_set(office: Office) -> None:
    page = office.page("chi")
    page.goto(f"{office.address}/questions/situations/new")
    page.get_by_label("Tình huống", exact=True).fill(CASE)
    for shown in (".situation-phone", ".situation-print"):
        expect(page.locator(f"#case-preview {shown}")).to_contain_text(CASE)
    page.goto(f"{office.address}/questions/situations/")
    expect(page.get_by_text("Không có bộ câu hỏi nào phù hợp")).to_be_visible()
    page.goto(f"{office.address}/questions/situations/new")
    page.get_by_label("Tình huống", exact=True).fill(CASE)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_label("Đưa câu hỏi trong ngân hàng vào bộ").fill(str(office.question))
    page.keyboard.press("Enter")
    expect(page.locator(".situation-questions")).to_contain_text("Câu Chi giữ riêng?")
    for shown in (".situation-phone", ".situation-print"):
        expect(page.locator(shown)).to_contain_text("Câu Chi giữ riêng?")


def test_the_preview_of_a_question_follows_what_is_typed_and_what_grows(office: Office) -> None:
    page = office.page("chi")
    page.goto(f"{office.address}/questions/new?type=single_choice")
    page.get_by_label("Câu hỏi", exact=True).fill("Chi bộ họp mấy lần một tháng?")
    page.locator("[name=parts-0-text]").fill("Một lần")
    for shown in (".situation-phone", ".situation-print"):
        expect(page.locator(f"#question-preview {shown}")).to_contain_text("Một lần")
    page.get_by_role("button", name="Thêm dòng", exact=True).click()
    expect(page.locator("[name=parts-4-text]")).to_be_visible()
    expect(page.locator("#question-preview .situation-print")).to_contain_text("Một lần")
