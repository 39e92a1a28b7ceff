"""Files that come with a request are closed with it, also where reading it was broken off: too large, or cut off."""

from typing import IO, Any

from flask import Flask, Request


class TidyRequest(Request):
    """What was begun to be received is closed when the request is over, whether it became a file of the form or not."""

    def _get_file_stream(self, *arguments: Any, **options: Any) -> IO[bytes]:
        stream = super()._get_file_stream(*arguments, **options)
        self.__dict__.setdefault("received", []).append(stream)
        return stream

    def close(self) -> None:
        super().close()
        for stream in self.__dict__.get("received", ()):
            stream.close()


def init_app(app: Flask) -> None:
    app.request_class = TidyRequest
