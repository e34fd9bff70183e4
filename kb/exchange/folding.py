"""How names and headings are compared."""

import unicodedata


def fold(text: str) -> str:
    """The form in which names and headings are compared: no case, accents, punctuation or doubled spaces."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    return " ".join("".join(kept).split())
