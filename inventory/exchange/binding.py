"""Several PDF files bound into one, in order, with the title, the dates and the language of the first."""

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject


def bind(volumes: Sequence[bytes]) -> bytes:
    """One file of all pages. The same files give the same bytes; a single one is given back as it is.

    The tags for screen readers are left behind: those of many pages together take more memory than the pages.
    """
    if len(volumes) == 1:
        return volumes[0]
    writer = PdfWriter()
    for volume in volumes:
        writer.append(BytesIO(volume), import_outline=False)
    first = PdfReader(BytesIO(volumes[0]))
    writer.metadata = first.metadata
    writer.root_object[NameObject("/Lang")] = first.root_object["/Lang"]
    bound = BytesIO()
    writer.write(bound)
    return bound.getvalue()
