"""Scanning as scanners do that are keyboards."""

import time

from playwright.sync_api import Page


def scan(page: Page, text: str, *, input_method: bool = False) -> None:
    """Types like a scanner, a millisecond a key, however slow this machine is: the page's clock stands still.

    The clock of the page must be ours (`page.clock.install`). With `input_method` the keys come as they do while a
    Chinese one is on: they say where they are on the keyboard, and not what they write.
    """
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    keyboard = page.context.new_cdp_session(page)
    begun = time.time()
    for place, char in enumerate(text):
        code = {"\n": "Enter"}.get(char) or (f"Digit{char}" if char.isdigit() else f"Key{char}")
        plain = (
            {"key": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
            if char == "\n"
            else {"key": char, "text": char}
        )
        said = {"key": "Process", "windowsVirtualKeyCode": 229} if input_method else plain
        pressed = {"type": "rawKeyDown" if input_method else "keyDown", "code": code, **said}
        keyboard.send("Input.dispatchKeyEvent", {**pressed, "timestamp": begun + place / 1000})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": code, "key": said["key"]})
    page.clock.resume()
