"""Texts and Markdown, bad: endless, in another encoding, of strange signs, or too much of a good thing."""

from functools import cache
from pathlib import Path
from random import Random

from tests.documents.bad_files.anything import broken

PIECES = (
    ".", "_", "-", "…", "*", "**", "#", "|", "\t", " ", "(", "[", "](", "<", "&", "a", "A", "é", "😀", "\u0301",
    "\u202e", "\u00ad", "1", "1.", "1. ", "a. ", "i. ", "I. ", "A ", "1.1.1 ", "• ", "- ", "o ", "foto ",
    "filmpje delen ", "Ik mag niet: ", "De leerling ", "Wij ", "de juf en de meester en ", "voor ouders ",
    "handtekening ", "Pagina ", "Inhoud ", "niet ", "Artikel 1 ", "zonder toestemming van ", "internet",
    "wachtwoord aan niemand ", "Je ", "? ", "! ", "; ", ": ", "'", "“", "... ", "Aa ", "aA", "AAA ", "0", "l",
    "rn", "school De ", "wordt ", "\x07", "\x1b[31m", "\ufeff", "\x0c", "\x85",
)  # fmt: skip
_ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp437",
    "mac-roman", "utf-7",
)  # fmt: skip
_ENDS = ("\n", "\r\n", "\r", "\x85", "\u2028", "\x0c", "\x0b", "\n\n")
_LENGTHS = (10, 100, 1000, 1000, 10_000, 10_000, 60_000, 110_000, 300_000)


def lines_of(chance: Random) -> list[str]:
    return chance.choice(invented()).splitlines()


@cache
def invented() -> tuple[str, ...]:
    """The invented protocols that lie beside the tests."""
    folder = Path(__file__).parent.parent / "protocols"
    return tuple(path.read_text("utf-8") for path in sorted(folder.rglob("*.txt")))


def _extreme(chance: Random) -> str:
    """The same few signs, very often: in one line, or in many."""
    pieces = chance.choices(PIECES, k=chance.choice((1, 1, 2, 3)))
    end = chance.choice(("", "", "", " ", "\n", "\n", "x\n"))
    text = end.join(pieces) + end
    return text * max(1, chance.choice(_LENGTHS) // len(text))


def _mixed(chance: Random) -> str:
    """Lines of a protocol, shuffled, with some of them strange."""
    lines = lines_of(chance)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[at] = "".join(chance.choices(PIECES, k=chance.randint(1, 60)))
            case 1:
                lines[at] = lines[at] * chance.choice((2, 50, 500))
            case 2:
                lines[at] = (
                    " " * chance.choice((3, 300, 30_000)) + lines[at] + " " * chance.choice((0, 3, 30_000)) + "12"
                )
            case 3:
                lines[at:at] = chance.sample(lines, k=min(len(lines), chance.randint(1, 30)))
            case 4:
                lines[at] = "".join(
                    chr(chance.choice((chance.randrange(1, 0xD7FF), chance.randrange(0xE000, 0x10FFFF))))
                    for _ in range(50)
                )
            case 5:
                lines[at] = chance.choice(PIECES) + lines[at]
    if not chance.randrange(4):
        chance.shuffle(lines)
    return chance.choice(_ENDS).join(lines)


def _encoded(chance: Random, text: str) -> bytes:
    """The text in some encoding, with the mark of perhaps another one."""
    head = chance.choice(
        (b"", b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\xef\xbb\xbf\xef\xbb\xbf")
    )
    return head + text.encode(chance.choice(_ENCODINGS), "replace")


def _text(chance: Random) -> bytes:
    return _encoded(chance, _mixed(chance))


def _long_text(chance: Random) -> bytes:
    return _extreme(chance).encode()


def _noise(chance: Random) -> bytes:
    return chance.randbytes(chance.choice((1, 10, 1000, 30_000)))


def _broken_text(chance: Random) -> bytes:
    return broken(chance, "\n".join(lines_of(chance)).encode(chance.choice(("utf-8", "utf-16", "cp1252")), "replace"))


def _markdown(chance: Random) -> bytes:
    """What people write in Markdown, too much of it."""
    many = chance.choice((1, 10, 300, 5000))
    rows = "\n".join("|" + " cel |" * chance.randrange(many % 50 + 2) for _ in range(min(many, 400)))
    made = (
        "#" * many + " Afspraken",
        "\n".join(f"{'  ' * level}- Ik vraag het {level}." for level in range(min(many, 900))),
        "\n".join(f"{'>' * level} {level}. Ik vertel het." for level in range(min(many, 900))),
        f"| Wat | Afspraak |\n|---|{'---|' * many}\n{rows}",
        "[" * many + "foto](x)" + "![](" * many,
        "**" * many + "Ik deel niets" + "__" * many,
        "```\n" * many + "1. Ik deel niets.",
        "\n".join(
            f"{number}. Ik vraag het eerst." for number in chance.choices((0, 1, 2, 7, 10**9, 10**30), k=min(many, 600))
        ),
        "<script>alert(1)</script>\n" * many,
        "- [ ] Ik vraag het eerst\n- [x] Ik vertel het\n" * many,
        "---\ntitel: x\n---\n" * many,
        "Afspraken\n" + "=" * many,
        "[^1]: voetnoot\n" * many + "Ik vraag het[^1].\n" * many,
    )
    chosen = chance.sample(made, k=chance.randint(1, 4))
    return _encoded(chance, chance.choice(_ENDS).join([*chosen, *lines_of(chance)[: chance.randrange(40)]]))


TEXT = (_text, _text, _long_text, _broken_text, _noise)
MARKDOWN = (_markdown, _markdown, _long_text, _text, lambda chance: broken(chance, _markdown(chance)))
