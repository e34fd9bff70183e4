"""What the browser needs and no repository should carry: made at set-up from locked packages."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

VEGA_LITE = "6.4"  # the same on the server (PDF) and in the browser: one chart, one picture

FONTS = {
    "source-sans-400": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "source-sans-400-italic": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
    "source-sans-600": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "source-sans-700": ("font_source_sans_pro", "SourceSansPro-Bold.ttf"),
    "source-serif-600": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    "source-serif-700": ("font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
}
LATIN = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    range(0x2010, 0x2027),  # dashes, quotes, bullet, ellipsis
    (0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122),
    (0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x221A, 0x2248, 0x2260, 0x2264, 0x2265),
    (0x25A0, 0x25B2, 0x25BC, 0x25CF, 0x2713, 0x2717),
)


def chart_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed; wrapped, because the bundle's own names would become globals."""
    import vl_convert

    return f"(() => {{{vl_convert.javascript_bundle(vl_version=VEGA_LITE)}\n}})();\n"


def latin_woff2(package: str, file: str) -> bytes:
    from fontTools import subset

    options = subset.Options(flavor="woff2", hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[point for part in LATIN for point in part])
    result = BytesIO()
    with subset.load_font(str(files(package) / "files" / file), options) as font:
        subsetter.subset(font)
        font.save(result)
    return result.getvalue()


def write_assets(folder: Path) -> None:
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    (folder / "vega.js").write_text(chart_bundle(), encoding="utf-8")
    for name, (package, file) in FONTS.items():
        (folder / "fonts" / f"{name}.woff2").write_bytes(latin_woff2(package, file))


def compile_translations(folder: Path) -> list[Path]:
    """With Babel, so that no gettext of the operating system is needed; a fuzzy entry is not used."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogs = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    for path in catalogs:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=path.parts[-3]))
    return catalogs
