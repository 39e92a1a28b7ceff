"""Files that come with a request are closed with it, also where reading it was broken off: too large, or cut off."""

from typing import IO, Any

from flask import Flask, Request
from werkzeug.exceptions import HTTPException


class TidyRequest(Request):
    """What was begun to be received is closed when the request is over, whether it became a file of the form or not."""

    def _get_file_stream(self, *arguments: Any, **options: Any) -> IO[bytes]:
        stream = super()._get_file_stream(*arguments, **options)
        self.__dict__.setdefault("received", []).append(stream)
        return stream

    def _load_form_data(self) -> None:
        """What was wrong with it is said each time that somebody asks: what is left of the stream would look sound."""
        if "broken" in self.__dict__:
            raise self.__dict__["broken"]
        try:
            super()._load_form_data()
        except (HTTPException, OSError) as error:
            self.__dict__["broken"] = error
            raise

    def close(self) -> None:
        super().close()
        for stream in self.__dict__.get("received", ()):
            stream.close()


def init_app(app: Flask) -> None:
    app.request_class = TidyRequest
