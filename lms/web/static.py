"""Static files under an address that changes with their content, so that browsers may keep them for ever.

`static_url("js/main.js")` gives `/static/<hash of the tree>/js/main.js`. Relative imports and url() keep the hash.
`css/sen.css` is the list of the design system's files and is served joined in that order; the script of the sitting
page is served as one with all that it imports. Files are read and compressed once per process.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from lms.web import modules
from lms.web.authorised import public
from lms.web.crowd import always_answered

routes = Blueprint("static_files", __name__)

JOINED = "css/sen.css"
ONE_SCRIPT = frozenset({"js/exam/sit.js"})
COMPRESSIBLE = frozenset({".css", ".js", ".mjs", ".svg", ".json", ".webmanifest", ".wasm"})
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("application/wasm", ".wasm")


@dataclass(frozen=True)
class Asset:
    body: bytes
    compressed: bytes | None
    media_type: str


class Assets:
    """The files of a folder, read at first use; `version` is a hash over all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.version = tree_hash(folder)
        self._kept: dict[str, Asset] = {}

    def get(self, name: str) -> Asset | None:
        if name not in self._kept:
            path = (self.folder / name).resolve()
            if not path.is_relative_to(self.folder) or not path.is_file():
                return None
            self._kept[name] = self._read(path, name)
        return self._kept[name]

    def _read(self, path: Path, name: str) -> Asset:
        body = _content(path, name)
        compressed = gzip.compress(body, 9, mtime=0) if path.suffix in COMPRESSIBLE else None
        return Asset(body, compressed, mimetypes.guess_type(path.name)[0] or "application/octet-stream")


def init_app(app: Flask, folder: Path) -> None:
    app.extensions["assets"] = Assets(folder)
    app.register_blueprint(routes)
    app.jinja_env.globals["static_url"] = static_url


def static_url(name: str) -> str:
    """What `url_for` would say, without asking it a dozen times a page."""
    assets: Assets = current_app.extensions["assets"]
    return f"{request.script_root}/static/{assets.version}/{name}"


@routes.get("/static/<version>/<path:name>")
@public
@always_answered
def show(version: str, name: str) -> Response:
    assets: Assets = current_app.extensions["assets"]
    asset = assets.get(name)
    if asset is None:
        abort(404)
    return packed(asset, "public, max-age=31536000, immutable" if version == assets.version else "no-cache")


def packed(asset: Asset, cache: str) -> Response:
    """The asset, compressed where the browser takes it."""
    response = Response(asset.body, mimetype=asset.media_type)
    if asset.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(asset.compressed)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _content(path: Path, name: str) -> bytes:
    if name == JOINED:
        return joined(path).encode()
    return modules.joined(path).encode() if name in ONE_SCRIPT else path.read_bytes()


def joined(index: Path) -> str:
    """The style sheets that `index` imports, in order, as one, without comments and indentation."""

    def content(match: re.Match[str]) -> str:
        return (index.parent / match[1]).read_text(encoding="utf-8")

    sheet = re.sub(r'@import url\("([^"]+)"\);', content, index.read_text(encoding="utf-8"))
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


def tree_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
