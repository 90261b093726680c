"""Papers are kept by what they are, and under a name that says so."""

import pytest

from inventory.attachments import as_attachment

A_PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.mark.parametrize(("given", "kept"), [("a.PDF", "a.PDF"), ("run.hta", "run.hta.pdf"), ("../x", "x.pdf")])
def test_a_pdf_is_opened_as_nothing_else(given: str, kept: str) -> None:
    assert kept == as_attachment(given, A_PDF).filename
