"""What can happen to any file: bytes changed, dropped, doubled, moved, put in or cut off."""

from random import Random


def broken(chance: Random, data: bytes) -> bytes:
    """The file with a few of its bytes changed, dropped, doubled, moved, put in or cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12, 60))):
        at = chance.randrange(max(1, len(out)))
        many = chance.choice((1, 2, 8, 40, 400))
        match chance.randrange(8):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                out[at : at + 1] = bytes([out[at] ^ 1 << chance.randrange(8)]) if out else b""
            case 2:
                del out[at : at + many]
            case 3:
                out[at:at] = out[at : at + many]
            case 4:
                out[at:at] = (
                    chance.choice((b"\0", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"<", b"%PDF-", b"PK\x01\x02")) * many
                )
            case 5:
                other = chance.randrange(max(1, len(out)))
                out[at : at + many], out[other : other + many] = out[other : other + many], out[at : at + many]
            case 6 if not chance.randrange(4):
                del out[max(1, at) :]
            case _:
                out[at : at + many] = bytes(len(out[at : at + many]))
    return bytes(out)


def longer(chance: Random, data: bytes) -> bytes:
    """The file with something before it, behind it, or itself twice."""
    return chance.choice(
        (data + data, b"\n" * 900 + data, data + bytes(3000), b"\xef\xbb\xbf" + data, data[: len(data) // 2])
    )
