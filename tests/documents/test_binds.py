"""Whom clauses bind, in the many ways that schools say it: those of ``binds.yaml``, one by one."""

from pathlib import Path

import pytest

from learn.content.base import read_yaml
from learn.documents.parties import FOR_PUPILS
from learn.documents.parties import bound
from tests.documents.sentences import clause_of

FILE = Path(__file__).with_name("binds.yaml")
SENTENCES = [(said, frozenset(who.split(" + "))) for who, each in read_yaml(FILE, FILE.name).items() for said in each]


@pytest.mark.parametrize(("said", "who"), SENTENCES, ids=[said for said, _ in SENTENCES])
def test_a_clause_binds(said: str, who: frozenset[str]) -> None:
    assert frozenset(bound(clause_of(said), FOR_PUPILS)) == who
