import gettext
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from fontTools.ttLib import TTFont

from config import assets

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Municipality"
msgstr "Gemeente"

#, fuzzy
msgid "Region"
msgstr "Streekje"
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("assets")
    assets.write_assets(folder)
    return folder


def test_every_font_is_there_and_small(built):
    sizes = {path.stem: path.stat().st_size for path in (built / "fonts").iterdir()}
    assert sizes.keys() == assets.FONTS.keys()
    assert max(sizes.values()) < 60_000


@pytest.mark.parametrize("name", assets.FONTS)
def test_a_font_writes_dutch_and_mathematics_with_figures_of_one_width(built, name):
    with TTFont(built / "fonts" / f"{name}.woff2") as font:
        letters, metrics = font.getBestCmap(), font["hmtx"].metrics
    assert set(map(ord, "Één coöperatie: ’s-Gravenvoeren – 3 × 4 ≥ −1 … €")) <= letters.keys()
    assert len({metrics[letters[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_the_chart_bundle_leaves_one_name_behind(built):
    bundle = (built / "vega.js").read_text()
    assert bundle.startswith("(() => {")
    assert bundle.rstrip().endswith("})();")
    assert "window.vegaEmbed=" in bundle


def test_translations_without_system_gettext_and_without_guesses(tmp_path):
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO, encoding="utf-8")
    assert assets.compile_translations(tmp_path) == [folder / "django.po"]
    with (folder / "django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    assert catalog.gettext("Municipality") == "Gemeente"
    assert catalog.gettext("Region") == "Region"


def test_static_files_are_hashed_and_compressed_by_gzip_alone(built, tmp_path, settings):
    settings.STATICFILES_DIRS = [built]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.HashedStatic"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = Path(static("vega.js")).name
    assert re.fullmatch(r"vega\.[0-9a-f]{12}\.js", hashed)
    assert {path.name for path in tmp_path.glob("vega*")} == {hashed, f"{hashed}.gz"}
    fonts = [path.name for path in (tmp_path / "fonts").iterdir()]
    assert [name for name in fonts if not re.fullmatch(r"[a-z0-9-]+\.[0-9a-f]{12}\.woff2", name)] == []
    assert len(fonts) == len(assets.FONTS)
