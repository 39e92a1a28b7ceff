"""Who may read programmes, and who may write them."""

from typing import Any

from tests.lms.access import Row
from tests.lms.cast import Cast


def prepare(cast: Cast) -> dict[str, Any]:
    return {"programme": cast.programme.id}


#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("programmes.index", "/programmes/", "344222422322"),
    Row("programmes.show", "/programmes/{programme}", "300222022322"),
    Row("programmes.new", "/programmes/new", "344442442344"),
    Row("programmes.create", "/programmes/", "144449449144", "POST"),
    Row("programmes.edit", "/programmes/{programme}/edit", "300442042344"),
    Row("programme_topics.show", "/programmes/{programme}/topics", "300442042344"),
    Row("programme_topics.move", "/programmes/{programme}/topics/moves", "100449049144", "POST"),
    Row("programme_objectives.edit", "/programmes/{programme}/objectives", "300442042344"),
    Row("programme_objectives.update", "/programmes/{programme}/objectives", "100443043144", "POST"),
    Row("programme_sources.edit", "/programmes/{programme}/sources", "300442042344"),
    Row("programme_sources.update", "/programmes/{programme}/sources", "100443043144", "POST"),
    Row("programmes.update", "/programmes/{programme}", "100449049144", "POST"),
]
