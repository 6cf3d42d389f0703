"""The content that is shipped keeps every rule."""

from learn import paths
from learn.content.checks import check


def test_shipped_content_has_no_faults() -> None:
    assert [str(fault) for fault in check(paths.ROOT)] == []
