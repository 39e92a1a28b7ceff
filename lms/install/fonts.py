"""`python -m lms.install.fonts`: lighten the fonts of static/vendor in place, in an environment that has fonttools.

What goes is the hinting for screens of another age, which phones do not read: half of each file. Every letter and the
placing of the marks stay.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

FOLDER = Path(__file__).resolve().parents[2] / "static/vendor/fonts"


def lighten(path: Path) -> None:
    """Write the font again without hinting."""
    options = Options(hinting=False, layout_features=["*"], flavor="woff2", notdef_outline=True)
    font = load_font(path, options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    save_font(font, path, options)


if __name__ == "__main__":
    for found in FOLDER.glob("*.woff2"):
        lighten(found)
