"""A label is seen while it is chosen and while its template is filled in."""

from playwright.sync_api import Page, expect


def test_the_label_shown_follows_the_template_and_what_is_typed(ada: Page) -> None:
    ada.goto("/labels?room=201")
    ada.select_option("#template", label="RFID 70 × 40 mm")
    expect(ada.locator(".label figcaption")).to_contain_text("70 × 40")

    ada.goto("/labels/templates/new?like=60 × 40 mm")
    ada.fill("[name=width]", "80")
    expect(ada.locator(".label figcaption")).to_contain_text("80 × 40")

    ada.select_option("[name=paper]", "own")
    expect(ada.locator(".labelling__sample")).to_contain_text("这些标签放不进整张纸")
