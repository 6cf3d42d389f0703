"""Zip files that documents come in: looked over before anything is unpacked, and read without ever fetching a thing."""

import zipfile
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from io import BytesIO

from lxml import etree

from learn.documents.lines import Unreadable

BIGGEST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 2000


def names(data: bytes) -> frozenset[str]:
    """What the parts are called. Nothing is unpacked. Raises Unreadable."""
    with _opened(data) as file:
        return frozenset(file.namelist())


def parts(data: bytes, wanted: tuple[str, ...]) -> Mapping[str, bytes]:
    """The wanted parts that are there. Their sizes are read from the directory first. Raises Unreadable."""
    with _opened(data) as file:
        there = set(file.namelist())
        return {name: _unpacked(file, name) for name in wanted if name in there}


def xml(data: bytes) -> etree._Element:
    """The tree in a part: no entity, no outside file, no bottomless nesting. Raises Unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable("damaged") from error
    if tree.getroottree().docinfo.doctype:
        raise Unreadable("damaged")
    return tree


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The file, when its directory promises nothing out of hand."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            directory = file.infolist()
            if len(directory) > MOST_PARTS or sum(each.file_size for each in directory) > BIGGEST_UNPACKED:
                raise Unreadable("too-big")
            if any(each.flag_bits & 1 for each in directory):
                raise Unreadable("encrypted")
            yield file
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # what a broken directory raises differs with where it is broken
        raise Unreadable("damaged") from error


def _unpacked(file: zipfile.ZipFile, name: str) -> bytes:
    """One part, and no more of it than its directory says: a directory can lie."""
    size = file.getinfo(name).file_size
    try:
        with file.open(name) as part:
            data = part.read(size + 1)
    except MemoryError:
        raise
    except Exception as error:  # what a broken stream raises differs with how it is packed
        raise Unreadable("damaged") from error
    if len(data) > size:
        raise Unreadable("damaged")
    return data
