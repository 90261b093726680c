"""The program that sets one document and ends: python typesetter.py TEMPLATE FONTS SECONDS < texts.json > file.pdf

TEMPLATE is a typst file that reads the texts from `sys.inputs.texts`, FONTS the folder of the only fonts it may
use, SECONDS the time the file says it was made at. Nothing of the machine gets in: the same input, the same bytes.
"""

import sys

import typst


def main() -> None:
    """Reads standard input, writes standard output."""
    template, folder, seconds = sys.argv[1:]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    texts = sys.stdin.buffer.read().decode()
    made = typst.compile(template, font_paths=fonts, sys_inputs={"texts": texts}, timestamp=int(seconds))
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
