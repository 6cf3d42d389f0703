"""How long the example school takes to answer: on an empty folder, and on the same folder again.

``python -m benchmarks.start`` from the checkout. Seconds from starting the process until ``/health`` says ok, and what
a school notices once: the first page after that. The middle of three.
"""

import tempfile
from pathlib import Path
from statistics import median
from sys import stdout
from time import perf_counter
from urllib.request import urlopen

from tests.served import served

ROUNDS = 3


def start(data: Path) -> tuple[float, float]:
    """Seconds until the server is well, and seconds for the first page."""
    begun = perf_counter()
    with served(data) as demo:
        well = perf_counter()
        with urlopen(demo.url) as page:  # noqa: S310  # the address of the server just started
            page.read()
        return well - begun, perf_counter() - well


def main() -> None:
    """Print the figures."""
    rounds = []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            rounds.append((start(Path(folder)), start(Path(folder))))
    for name, runs in zip(("first start", "second start"), zip(*rounds, strict=True), strict=True):
        well, page = (median(figures) for figures in zip(*runs, strict=True))
        stdout.write(f"{name:14} {well:5.1f} s, first page {page * 1000:4.0f} ms\n")


if __name__ == "__main__":
    main()
