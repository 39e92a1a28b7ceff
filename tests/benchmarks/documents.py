"""`python -m tests.benchmarks documents`: a page of the library over 5,000 documents with texts, on both databases.

What is meant exactly must stand first. SEN_BENCH_SHARE makes it smaller.
"""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from werkzeug.datastructures import MultiDict

from lms import config, database
from lms.app import create_app
from lms.cli.database import upgrade_database
from lms.config import Mode
from lms.documents import listing
from lms.documents.kinds import DocumentKind
from lms.documents.models import Document
from lms.documents.searching import finding, index
from lms.documents.service import Details, columns_of
from lms.documents.texts.models import DocumentText
from lms.files.models import StoredFile
from lms.web.pagination import paginate
from tests.benchmarks.library import Line
from tests.servers.postgres import Postgres

SHARE = float(os.environ.get("SEN_BENCH_SHARE", "1"))
COUNT, WORDS, TIMES = max(500, round(5000 * SHARE) // 500 * 500), 1500, 7
NUMBER, ALONE = COUNT - 179, COUNT // 2
NOW = datetime(2026, 11, 23, tzinfo=UTC)
COMMON = (
    "đảng viên chi bộ tỉnh ủy nghị quyết công tác giáo dục lý luận chính trị học tập trung tâm dân chủ "
    "nguyên tắc tổ chức cán kiểm tra giám sát quy định trách nhiệm nhân xây dựng phát triển kinh tế "
    "xã hội văn hóa lãnh đạo chất lượng"
)
SYLLABLES = COMMON.split()
ASKED = {
    "by number": f"{NUMBER}-NQ/TU",
    "by number, roughly": f"số {NUMBER} - nq / tu",
    "by words with marks": "tập trung dân chủ",
    "by words without marks": "nguyen tac to chuc",
    "by a word that all have": "đảng",
    "by what one alone has": f"riêng {ALONE}",
    "by what one alone has, without marks": f"rieng {ALONE}",
}
# What must stand first.
EXACT = {
    typed: f"{NUMBER if 'number' in name else ALONE}-NQ/TU"
    for name, typed in ASKED.items()
    if "number" in name or "alone" in name
}


def main(folder: Path) -> list[Line]:
    server = Postgres(folder / "postgres", durable=True)
    lines = []
    try:
        server.start()
        urls = {
            "sqlite": f"sqlite:///{folder / 'documents.sqlite'}",
            "postgresql": server.create_database("documents"),
        }
        for kind, url in urls.items():
            for line in _measured(kind, url, folder):
                print(line, flush=True)
                lines.append(line)
    finally:
        server.stop()
    return lines


def _measured(kind: str, url: str, folder: Path) -> Iterator[Line]:
    data = Path(tempfile.mkdtemp(dir=folder))
    settings = config.from_environment(
        {}, database_url=url, data_dir=data, secret_key="k" * 40, mode=Mode.TESTING
    )
    upgrade_database(settings)
    app = create_app(settings)
    with app.app_context():
        _fill()
        for name, typed in ASKED.items():
            with app.test_request_context(query_string={"q": typed}):
                yield Line(f"{COUNT} documents, {kind}, {name}", 1000 * _seconds(typed), 200, "ms")
    database.engine().dispose()


def _seconds(typed: str) -> float:
    """The middle of several: the page of results, its counts and the words in context."""
    taken = []
    for _ in range(TIMES):
        begun = perf_counter()
        wanted = listing.from_arguments(MultiDict({"q": typed}))
        page = paginate(listing.listed(wanted, NOW.date()), 20)
        listing.counts(wanted, NOW.date())
        finding.in_context(page.items, typed)
        taken.append(perf_counter() - begun)
        assert page.items, typed
        assert EXACT.get(typed, page.items[0].number) == page.items[0].number, typed
        database.end_session()
    return sorted(taken)[TIMES // 2]


def _fill() -> None:
    chance = Random(1)
    for begin in range(0, COUNT, 500):
        with database.transaction() as session:
            file = StoredFile(sha256="0" * 64, name="a.docx", media_type="x", size=1, uploaded_at=NOW)
            made = [_document(number, chance) for number in range(begin, begin + 500)]
            session.add_all([file, *made])
            session.flush()
            for number, one in enumerate(made, begin):
                session.add(
                    DocumentText(document_id=one.id, file_id=file.id, body=_body(number, chance), read_at=NOW)
                )
            session.flush()
            for one in made:
                index.put(one)


def _document(number: int, chance: Random) -> Document:
    day = date(2000, 1, 1) + timedelta(days=number)
    abstract = " ".join(chance.choices(SYLLABLES, k=14))
    details = Details(DocumentKind.RESOLUTION, f"{number}-NQ/TU", "Tỉnh ủy Lam Giang", day, abstract)
    return Document(entered_at=NOW, **columns_of(details))


def _body(number: int, chance: Random) -> str:
    own = [
        f"{one}{chance.randrange(400)}" if chance.random() < 0.1 else one
        for one in chance.choices(SYLLABLES, k=WORDS)
    ]
    lines = [" ".join(own[place : place + 60]) for place in range(0, WORDS, 60)]
    return "\n".join([f"Điều 1. Văn bản riêng {number}", *lines])
