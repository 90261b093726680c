"""The life of a card in the browser: handed in by file, found, corrected, tagged, and out again unchanged."""

from pathlib import Path

from playwright.sync_api import Page, expect

REGISTER = """某某小学固定资产台账
资产编号,财产名称,规格型号,数量,单价,金额,购置日期,存放地点,保管人
ZC-2024-00001,激光投影仪,EB-X06,1,4999.00,4999.00,2024.09.01,201,张敏
ZC-2026-00010,触控一体机,86寸,2,18800,37600,2026/3/1,实验楼301,李强
合计,,,3,,42599,,,
"""
TAG = "E28011606000020464A1BAAA"


def test_a_card_comes_in_is_found_corrected_tagged_and_goes_out_unchanged(ada: Page, tmp_path: Path) -> None:
    hand_in(ada, tmp_path / "台账.csv", REGISTER.encode("gb18030"))
    ada.get_by_label("按文件更新不同的内容").check()
    ada.get_by_role("button", name="重新读取").click()
    expect(ada.get_by_role("heading", name="将要变更的内容")).to_be_visible()
    ada.get_by_role("button", name="写入台账").click()
    expect(ada.get_by_text("已有 1 张卡片写入台账。")).to_be_visible()

    find(ada, "ckytj", "触控一体机")
    correct(ada, "规格型号", "75寸")
    tag(ada, TAG)

    find(ada, TAG[-6:], "触控一体机")
    expect(ada.get_by_text("75寸").first).to_be_visible()
    expect(ada.get_by_role("link", name=TAG).first).to_be_visible()
    assert_goes_out_unchanged(ada, tmp_path)


def hand_in(page: Page, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    page.goto("/imports")
    page.locator("form[action='/imports'] input[type=file]").set_input_files(file)
    page.locator("form[action='/imports'] button").click()


def find(page: Page, text: str, name: str) -> None:
    page.goto("/assets")
    page.locator("input[name=q]").fill(text)
    page.keyboard.press("Enter")
    page.locator("#hits").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def correct(page: Page, field: str, value: str) -> None:
    page.get_by_role("link", name="修改卡片").click()
    page.get_by_label(field, exact=True).fill(value)
    page.get_by_role("button", name="保存修改").click()
    expect(page.get_by_text(value).first).to_be_visible()


def tag(page: Page, number: str) -> None:
    """The first piece without a tag in the laboratory gets this one, typed as a scanner types it."""
    page.goto("/tagging")
    page.get_by_role("row", name="实验楼301").get_by_role("link", name="开始绑定").click()
    page.locator("input[name=text]").fill(number)
    page.keyboard.press("Enter")
    expect(page.get_by_text(number).first).to_be_visible()


def assert_goes_out_unchanged(page: Page, folder: Path) -> None:
    page.goto("/books")
    with page.expect_download() as out:
        page.locator("a[href^='/books/register.xlsx']").click()
    file = folder / "register.xlsx"
    out.value.save_as(file)
    hand_in(page, file, file.read_bytes())
    expect(page.get_by_role("button", name="写入台账")).to_be_disabled()
