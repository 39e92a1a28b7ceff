"""nginx in front of several servers, as a centre with two machines runs it: Debian's, in the foreground, as we are."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers.live import Sen, free_port

STARTS_WITHIN_SECONDS = 60
PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx")
# The part about Sen is what the README tells a centre; the rest keeps nginx inside one folder.
CONFIGURATION = """
daemon off;
master_process on;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream sen {{
{servers}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{port};
        client_max_body_size 60m;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_connect_timeout 2s;
        location / {{ proxy_pass http://sen; }}
        # A save that is sent twice is known by its number: the other server may be asked after a broken answer too.
        location ~ ^/attempts/[^/]+/responses$ {{
            proxy_pass http://sen;
            proxy_next_upstream error timeout non_idempotent;
            proxy_next_upstream_tries 2;
        }}
    }}
}}
"""


class NoNginx(Exception):
    """The message says how to get it, or what nginx said."""


@contextmanager
def in_front_of(servers: Sequence[Sen], folder: Path) -> Iterator[str]:
    """The address at which nginx answers for all of them."""
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    port = free_port()
    lines = "\n".join(f"        server {one.host}:{one.port} max_fails=1 fail_timeout=2s;" for one in servers)
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, servers=lines, port=port), "utf-8")
    process = subprocess.Popen(
        [_program(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)],
        start_new_session=True,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}", folder)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        log = folder / "error.log"
        sys.stdout.write(log.read_text("utf-8", errors="replace")[-2000:] if log.exists() else "")


def _program() -> str:
    found = shutil.which("nginx") or next(filter(None, map(shutil.which, PLACES)), None)
    if found is None:
        raise NoNginx("nginx is missing: python -m lms.install --tests, as root, or your package manager")
    return found


def _wait(process: "subprocess.Popen[bytes]", url: str, folder: Path) -> None:
    patience = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < patience and process.poll() is None:
        try:
            with urlopen(f"{url}/health", timeout=5):  # noqa: S310  our own address
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise NoNginx((folder / "error.log").read_text("utf-8"))
