"""The program that sets one document and ends: python typesetter.py TEMPLATE FONTS SECONDS [DPI] < texts.json > file

TEMPLATE is a typst file that reads the texts from `sys.inputs.texts`, FONTS the folder of the only fonts it may
use, SECONDS the time the file says it was made at. The file is a PDF, or with DPI a PNG of its only page with so many
dots an inch. Nothing of the machine gets in: the same input, the same bytes.
"""

import sys

import typst


def main() -> None:
    """Reads standard input, writes standard output."""
    template, folder, seconds, *dpi = sys.argv[1:]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    texts = sys.stdin.buffer.read().decode()
    inputs = {"texts": texts}
    if dpi:
        made = typst.compile(template, font_paths=fonts, sys_inputs=inputs, format="png", ppi=float(dpi[0]))
    else:
        made = typst.compile(template, font_paths=fonts, sys_inputs=inputs, timestamp=int(seconds))
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
