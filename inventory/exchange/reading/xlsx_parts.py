"""The parts of an XLSX file: a ZIP archive of XML (ECMA-376, part 1, 12.3.24; part 2, on relationships)."""

from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile, ZipInfo

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_CHUNK = 2**20


def pieces(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """The part in pieces, no tag and no cell cut in two. Raises `ValueError` for a tag longer than any can be.

    Unpacking the part whole also proves its announced size and checksum.
    """
    with archive.open(part) as stream:
        kept = b""
        while chunk := stream.read(_CHUNK):
            piece = kept + chunk
            cut = max(piece.rfind(b"<c r="), piece.rfind(b"<si"), 0) or _last_tag(piece)
            kept = piece[cut:]
            if len(kept) > 2 * _CHUNK:
                raise ValueError(part.filename)
            yield piece[:cut]
        yield kept


def parts_of_sheets(archive: ZipFile) -> Mapping[str, str]:
    """For each sheet the name of its part, as far as the workbook tells it in the usual way."""
    if not {_BOOK, _RELATIONS} <= set(archive.namelist()):
        return {}
    targets = {
        said.get("Id", ""): normpath(join("/xl", said.get("Target", ""))).lstrip("/")
        for name, said in _elements(archive.read(_RELATIONS))
        if name == "Relationship"
    }
    return {
        said.get("name", ""): targets.get(_relation(said), "")
        for name, said in _elements(archive.read(_BOOK))
        if name == "sheet"
    }


def _last_tag(piece: bytes) -> int:
    begun = piece.rfind(b"<")
    return len(piece) if begun < 0 or piece.find(b">", begun) >= 0 else begun


def _relation(said: Mapping[str, str]) -> str:
    return next((value for key, value in said.items() if key.rpartition(":")[2] == "id"), "")


def _elements(xml: bytes) -> list[tuple[str, Mapping[str, str]]]:
    """Names without their prefixes, and attributes. Raises `ExpatError`."""
    found: list[tuple[str, Mapping[str, str]]] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, said: found.append((name.rpartition(":")[2], said))
    parser.Parse(xml, True)
    return found
