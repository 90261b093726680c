"""Scanner families, one file each, by the name each goes by on the command line and in the settings."""

from reader.protocols import lines, m100, rdm6300, tsl
from reader.protocols.family import Family

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        m100.FAMILY,
        tsl.FAMILY,
        rdm6300.FAMILY,
        lines.FAMILY,
    )
}
