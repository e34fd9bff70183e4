"""How names and headings are compared."""

import re
import unicodedata

ENDING = re.compile(r"(?<=\w)[+-]+(?!\w)")
MARKS = {"+": "ᐩ", "-": "ᐨ"}  # letters of a script that no name here uses, so that folding keeps them
SIGNS = {ord(letter): sign for sign, letter in MARKS.items()}


def fold(text: str) -> str:
    """The form in which names and headings are compared: no case, accents, punctuation or doubled spaces."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    return " ".join("".join(kept).split())


def fold_name(text: str) -> str:
    """The form in which two names are one: as `fold`, but “Zorg+” is not “Zorg”, and “***” only itself."""
    written = unicodedata.normalize("NFC", text)
    marked = ENDING.sub(lambda found: "".join(MARKS[sign] for sign in found[0]), written)
    return fold(marked).translate(SIGNS) or " ".join(written.split())
