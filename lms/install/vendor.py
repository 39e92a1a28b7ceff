"""Copy the browser code that npm installed to where the pages load it from."""

import shutil
from pathlib import Path

FONT = "@fontsource/be-vietnam-pro/files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
FONT_SUBSETS = ("latin", "vietnamese")
FONT_WEIGHTS = (400, 500, 600, 700)

# Of papers: the metrics of Times New Roman, every Vietnamese letter. Read by lms.typesetting, loaded by no page.
PAPER_FONT = "@expo-google-fonts/tinos/{style}/Tinos_{style}.ttf"
PAPER_STYLES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")

SCRIPTS = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "idb/build/index.js": "idb.js",
    **{f"@noble/hashes/{name}.js": f"noble/{name}.js" for name in ("sha2", "_md", "_u64", "utils")},
    "qr/index.js": "qr/index.js",
    "qr/decode.js": "qr/decode.js",
}


class VendorFileMissing(Exception):
    """npm has not installed a file that the pages need."""


def copy(root: Path) -> list[Path]:
    """Fill `static/vendor` of the checkout at `root` from its `node_modules`; return what was written."""
    target = root / "static" / "vendor"
    shutil.rmtree(target, ignore_errors=True)
    return [_copy_file(root / "node_modules" / source, target / name) for source, name in files().items()]


def files() -> dict[str, str]:
    """Every file under `node_modules` that pages and papers need, with its path under `static/vendor`."""
    return SCRIPTS | _fonts() | _paper_fonts()


def _fonts() -> dict[str, str]:
    sources = [FONT.format(subset=s, weight=w) for s in FONT_SUBSETS for w in FONT_WEIGHTS]
    return {source: f"fonts/{source.rpartition('/')[2]}" for source in sources}


def _paper_fonts() -> dict[str, str]:
    sources = [PAPER_FONT.format(style=style) for style in PAPER_STYLES]
    return {source: f"paper/{source.rpartition('/')[2]}" for source in sources}


def _copy_file(source: Path, target: Path) -> Path:
    if not source.is_file():
        raise VendorFileMissing(f"{source} is missing: run `npm ci` first")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target
