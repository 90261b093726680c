"""A school's network may have no internet: no page, script, style or recipe names a foreign host."""

from pathlib import Path

SERVICE = Path(__file__).parents[3] / "service"
WRITTEN = [
    *(SERVICE / "templates").rglob("*.html"),
    *(SERVICE / "web/src").rglob("*.*"),
    *(SERVICE / "web").glob("*.*"),
]
NAMESPACE = "http://www.w3.org/2000/svg"  # the name of a language, asked of nobody


def test_no_source_of_the_pages_names_a_host() -> None:
    sources = [path for path in WRITTEN if path.is_file()]

    named = [path.name for path in sources if "://" in path.read_text("utf-8").replace(NAMESPACE, "")]

    assert len(sources) > 100
    assert named == []


def test_packages_are_locked_by_their_content_and_not_by_where_they_came_from() -> None:
    lock = (SERVICE / "web/package-lock.json").read_text("utf-8")

    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == lock.count('"node_modules/')
