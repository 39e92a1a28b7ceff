"""The light fonts draw every letter that the whole ones draw, and place the marks of Vietnamese as they do."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from lms.install import vendor
from lms.install.fonts import FOLDER

WHOLE = [source for source in vendor.files() if source.endswith(".woff2")]
ROOT = FOLDER.parents[2]


@pytest.mark.parametrize("source", WHOLE, ids=lambda source: Path(source).stem)
def test_a_light_font_lacks_only_the_hinting(source: str) -> None:
    whole, light = TTFont(ROOT / "node_modules" / source), TTFont(FOLDER / Path(source).name)
    assert light.getBestCmap().keys() == whole.getBestCmap().keys()
    assert _features(light) == _features(whole)
    assert "fpgm" in whole
    assert "fpgm" not in light


def _features(font: TTFont) -> set[str]:
    tables = [font[name].table for name in ("GSUB", "GPOS") if name in font]
    return {record.FeatureTag for table in tables for record in table.FeatureList.FeatureRecord}
