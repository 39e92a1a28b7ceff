"""Files and texts that mean harm: what runs of them says so, what fetches asks the address that they are given."""

from base64 import b64encode
from collections.abc import Mapping

from tests.lms.reflections import hostile


def script(away: str) -> str:
    return f"window.ran=1;new Image().src='{away}/image';fetch('{away}/fetch');alert(1)"


def page(away: str) -> bytes:
    """HTML that runs, frames, fetches and leads away."""
    return (
        f'<!doctype html><script>{script(away)}</script><img src=x onerror="{script(away)}">'
        f"<iframe src='{away}/frame'></iframe><link rel=stylesheet href='{away}/style'>"
        f"<meta http-equiv=refresh content='0;url={away}/refresh'>"
    ).encode()


def drawing(away: str) -> str:
    """An SVG that does all that an SVG can."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="{script(away)}">'
        f"<script>{script(away)}</script><style>@import '{away}/import';*{{fill:url({away}/fill#x)}}</style>"
        f'<image xlink:href="{away}/inner" width="9" height="9"/><use href="{away}/use#x"/>'
        f'<foreignObject><iframe src="{away}/foreign"></iframe></foreignObject>'
        f'<a href="javascript:{script(away)}"><text>chữ trong hình</text></a></svg>'
    )


def book(away: str) -> bytes:
    """A PDF that runs a script, leads away, starts a program and wants its text from elsewhere when it is opened."""
    js = f"app.alert(1);this.submitForm('{away}/form');app.launchURL('{away}/launch',true);this.getURL('{away}/get')"
    on_opening = "/OpenAction 5 0 R /AA << /WC 5 0 R >> /Names << /JavaScript << /Names [(a) 5 0 R] >> >>"
    film = f"<< /S /Rendition /R << /S /MR /C << /S /MCD /D << /FS /URL /F ({away}/film) >> >> >> >>"
    rest = f"/AcroForm << /Fields [] /XFA 6 0 R >> /URI << /Base ({away}) >>"
    page_of_it = "/MediaBox [0 0 300 400] /Contents 4 0 R /AA << /O 5 0 R >> /Annots [7 0 R 8 0 R]"
    things = [
        f"<< /Type /Catalog /Pages 2 0 R {on_opening} {rest} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {page_of_it} >>",
        f"<< /Length 0 /F << /FS /URL /F ({away}/content) >> >>\nstream\n\nendstream",
        f"<< /S /JavaScript /JS ({js}) /Next << /S /Launch /F (calc.exe) /Next << /S /URI /URI ({away}/uri) >> >> >>",
        f"<< /Length 60 >>\nstream\n<?xml version='1.0'?><!DOCTYPE x SYSTEM '{away}/dtd'><x/>\nendstream",
        f"<< /Type /Annot /Subtype /Link /Rect [0 0 300 400] /A << /S /URI /URI ({away}/link) >> >>",
        f"<< /Type /Annot /Subtype /Screen /Rect [0 0 9 9] /A {film} >>",
    ]
    body = b"%PDF-1.7\n" + "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in enumerate(things, 1)).encode()
    return body + b"trailer\n<< /Size 9 /Root 1 0 R >>\n%%EOF\n"


def files(away: str) -> Mapping[str, bytes]:
    """What passes for what its name says, by name."""
    html = page(away)
    return {
        "giao-trinh.pdf": book(away),
        "trang-web.pdf": b"%PDF-1.7\n" + html,
        "anh.gif": b"GIF89a/*" + bytes(40) + f"*/=1;{script(away)}//".encode(),
        "anh.png": b"\x89PNG\r\n\x1a\n" + html,
        "anh.jpg": b"\xff\xd8\xff\xe0" + drawing(away).encode(),
        "phim.mp4": b"\x00\x00\x00\x18ftypmp42" + html,
        "phim.webm": b"\x1a\x45\xdf\xa3" + html,
        "tieng.mp3": b"ID3" + html,
        "tieng.wav": b"RIFF    WAVE" + html,
        "bai.docx": hostile.package({"index.html": html, "word/document.xml": hostile.XXE}),
    }


def subtitles(away: str) -> bytes:
    cue = f'<img src={away}/cue onerror="{script(away)}"><c.x>chữ</c><script>{script(away)}</script>'
    return (
        f"WEBVTT\n\nSTYLE\n@import '{away}/vtt';\n::cue {{ background-image: url({away}/cue-style) }}\n\n"
        f"00:00.000 --> 09:00.000\n{cue}\n"
    ).encode()


def text(away: str) -> str:
    """What a clipboard may hold."""
    svg = drawing(away)
    packed = b64encode(svg.encode()).decode()
    return (
        f'<p onclick="{script(away)}" style="background:url({away}/background)">Chữ của bài giảng.</p>{svg}'
        f'<img src="{away}/plain.png" srcset="{away}/set.png 2x" onerror="{script(away)}">'
        f'<img src="data:image/svg+xml;base64,{packed}"><img src="x" onerror="{script(away)}">'
        f"<math><mtext></p><script>{script(away)}</script></mtext></math><object data='{away}/object'></object>"
        f"<iframe srcdoc=\"<script>{script(away)}</script>\"></iframe><embed src='{away}/embed'>"
        f"<video src='{away}/video' poster='{away}/poster' autoplay></video><audio src='{away}/audio' autoplay></audio>"
        f"<link rel=stylesheet href='{away}/sheet'><style>@import '{away}/pasted';</style>"
        f'<a href="javascript:{script(away)}">liên kết</a><base href="{away}/">'
        f"<form action='{away}/posted'><input autofocus onfocus=\"{script(away)}\"></form>"
    )
