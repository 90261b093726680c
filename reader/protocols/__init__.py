"""Scanner families, one file each, by the name each goes by on the command line and in the settings."""

from reader.protocols import chafon, lines, m100, mercury, r2000, rdm6300, tsl
from reader.protocols.family import Family

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        m100.FAMILY,
        r2000.FAMILY,
        chafon.FAMILY_18,
        chafon.FAMILY_288,
        mercury.FAMILY,
        tsl.FAMILY,
        rdm6300.FAMILY,
        lines.FAMILY,
    )
}
