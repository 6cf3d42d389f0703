"""Group rules: the school's agreements, fixed on top, and the group's own below. Draft, adopted, replaced."""

import hashlib
import json
from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from learn.classroom import audit
from learn.classroom import groups
from learn.classroom.groups import GroupCard
from learn.classroom.refusals import DraftChanged
from learn.classroom.refusals import NotFound
from learn.classroom.refusals import NothingToAdopt
from learn.classroom.tables import Group
from learn.classroom.tables import GroupRules
from learn.classroom.tables import row_id
from learn.content.cast import fill
from learn.content.protocols import Protocol

MOST_OWN_RULES = 7
MOST_ON_POSTER = 7
LONGEST_RULE = 100


@dataclass(frozen=True)
class Rule:
    """One rule. With ``refs`` it is the school's and names its clauses; without, the group's own.

    ``stance`` is the school's on this topic, where schools differ; ``since`` the version of its protocol from which on
    the rule means this. ``literal`` is the document's own sentence, where children may read it.
    """

    key: str
    text: str
    refs: tuple[str, ...] = ()
    stance: str = ""
    since: int = 0
    literal: str = ""

    @property
    def own(self) -> bool:
        return not self.refs


@dataclass(frozen=True)
class RulesText:
    """What is shown and signed, word for word."""

    school: str
    group: str
    protocol: str
    protocol_date: str
    rules: tuple[Rule, ...]

    @property
    def own(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.own)

    @property
    def of_school(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if not rule.own)

    def canonical(self) -> str:
        """The text as it is stored and hashed: the same words always give the same letters."""
        raw = asdict(self) | {"rules": [_without_nothing(rule) for rule in self.rules]}
        return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Asked:
    """A rule that asks to be read and signed anew, and what it was. None: there was none."""

    rule: Rule
    was: Rule | None


@dataclass(frozen=True)
class Changes:
    """What a text asks of whoever signed another: the rules that are new or mean something else, and what is gone."""

    asked: tuple[Asked, ...]
    gone: tuple[Rule, ...]

    def __bool__(self) -> bool:
        return bool(self.asked or self.gone)

    @property
    def keys(self) -> frozenset[str]:
        """The rules to read, by key."""
        return frozenset(each.rule.key for each in self.asked)


@dataclass(frozen=True)
class Version:
    """A version of a group's rules."""

    id: int
    group_id: int
    number: int
    text: RulesText
    poster: tuple[str, ...]
    made_at: datetime
    adopted_at: datetime | None
    replaced_at: datetime | None

    @property
    def adopted(self) -> bool:
        return self.adopted_at is not None

    @property
    def current(self) -> bool:
        return self.adopted and self.replaced_at is None

    @property
    def hash(self) -> str:
        return text_hash(self.text.canonical())

    @property
    def mark(self) -> str:
        """Tells this text with this choice for the poster from any other."""
        return text_hash(f"{self.text.canonical()}{','.join(self.poster)}")

    @property
    def on_poster(self) -> tuple[Rule, ...]:
        """The rules for the wall, as the teacher chose them.

        Without a choice among the school's rules its first ones take the places left; without any choice the group's
        first three stand there.
        """
        own = [rule for rule in self.text.own if rule.key in self.poster] if self.poster else self.text.own[:3]
        chosen = [rule for rule in self.text.of_school if rule.key in self.poster]
        of_school = chosen or self.text.of_school[: MOST_ON_POSTER - len(own)]
        return (*of_school, *own)[:MOST_ON_POSTER]


def text_hash(canonical: str) -> str:
    """What the record keeps of the text that was signed."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse(canonical: str) -> RulesText:
    """The text behind its stored form."""
    raw = json.loads(canonical)
    rules = tuple(Rule(**each | {"refs": tuple(each["refs"])}) for each in raw.pop("rules"))
    return RulesText(rules=rules, **raw)


def compose(group: GroupCard, protocol: Protocol, own: Sequence[str]) -> RulesText:
    """The school's rules as this group hears them, then its own."""
    of_school = [
        Rule(
            rule.subject.topic,
            fill(rule.sentence, {}, group.teacher),
            rule.refs,
            rule.subject.stance or "",
            rule.since,
            rule.literal,
        )
        for rule in protocol.rules
    ]
    of_group = [Rule(own_key(number), text) for number, text in enumerate(own, start=1)]
    document = protocol.document
    return RulesText(group.school.name, group.name, document.title, document.date, (*of_school, *of_group))


def changes(signed: RulesText, now: RulesText) -> Changes:
    """What ``now`` asks of whoever signed ``signed``.

    A rule of school asks when it takes another stance or means something else since another version of the protocol:
    another number in the document, or another teacher in the sentence, asks nothing. A rule of the group asks when its
    words are others.
    """
    before = {_sense(rule): rule for rule in signed.rules}
    after = {_sense(rule) for rule in now.rules}
    of_school = {rule.key: rule for rule in signed.of_school}
    asked = tuple(Asked(rule, of_school.get(rule.key)) for rule in now.rules if _sense(rule) not in before)
    replaced = {each.was.key for each in asked if each.was}
    gone = (rule for sense, rule in before.items() if sense not in after and rule.key not in replaced)
    return Changes(asked, tuple(gone))


def _sense(rule: Rule) -> tuple[str, str, int]:
    """What a child promises with it, whatever the words or the numbers of the document."""
    return ("", rule.text, 0) if rule.own else (rule.key, rule.stance, rule.since)


def _without_nothing(rule: Rule) -> dict[str, object]:
    """As it is stored: what says nothing is left out, and ``refs`` always stands there."""
    return {name: value for name, value in asdict(rule).items() if value or name == "refs"}


def own_key(number: int) -> str:
    """What the group's own rule with this number is called, from 1 on."""
    return f"eigen-{number}"


def behind(session: Session, group: GroupCard, protocol: Protocol) -> Changes | None:
    """What the school's protocol asks of the rules this group adopted; None where it adopted none."""
    holds = current(session, group.id)
    if holds is None:
        return None
    return changes(holds.text, compose(group, protocol, [rule.text for rule in holds.text.own]))


def waiting(session: Session, school_id: int, protocol: Protocol) -> tuple[tuple[GroupCard, Changes], ...]:
    """The groups of a school whose rules this protocol asks something of, and what."""
    found = ((group, behind(session, group, protocol)) for group in groups.of_school(session, school_id))
    return tuple((group, asks) for group, asks in found if asks)


def draft(session: Session, group_id: int) -> Version | None:
    """The version that is being made, if there is one."""
    return _version(
        session.exec(
            select(GroupRules).where(GroupRules.group_id == group_id, col(GroupRules.adopted_at).is_(None))
        ).first()
    )


def current(session: Session, group_id: int) -> Version | None:
    """The version that holds now, if one was adopted."""
    return _version(
        session.exec(
            select(GroupRules).where(
                GroupRules.group_id == group_id,
                col(GroupRules.adopted_at).is_not(None),
                col(GroupRules.replaced_at).is_(None),
            )
        ).first()
    )


def version(session: Session, group_id: int, rules_id: int) -> Version:
    """An adopted version of this group. Raises NotFound."""
    found = _version(
        session.exec(
            select(GroupRules).where(
                GroupRules.id == rules_id, GroupRules.group_id == group_id, col(GroupRules.adopted_at).is_not(None)
            )
        ).first()
    )
    if found is None:
        raise NotFound
    return found


def texts(session: Session, group_id: int, numbers: Collection[int]) -> dict[int, RulesText]:
    """What the versions with these numbers say, word for word."""
    rows = session.exec(
        select(GroupRules.version, GroupRules.text).where(
            GroupRules.group_id == group_id, col(GroupRules.version).in_(numbers)
        )
    ).all()
    return {number: parse(text) for number, text in rows}


def holding(session: Session, group_id: int, rules_id: int) -> Version:
    """The version of this group that holds now, and until this transaction ends. Raises NotFound.

    One that was replaced is no longer signed: whoever adopts waits, or was first.
    """
    session.exec(select(Group.id).where(Group.id == group_id).with_for_update(key_share=True)).first()
    found = version(session, group_id, rules_id)
    if not found.current:
        raise NotFound
    return found


def save_draft(
    session: Session,
    group_id: int,
    text: RulesText,
    poster: Sequence[str],
    staff_id: int | None,
    now: datetime,
    seen: str | None = None,
) -> Version:
    """Keep the draft as it is now; there is one draft a group.

    ``seen`` is the mark of the draft this one was made from, "" where there was none. Raises DraftChanged when another
    one stands there now; sent twice, the same draft is one.
    """
    row = _draft_row(session, group_id)
    there = _version(row)
    wanted = (text.canonical(), tuple(poster))
    same = there is not None and (there.text.canonical(), there.poster) == wanted
    if seen is not None and not same and (there.mark if there else "") != seen:
        raise DraftChanged
    if row is None:
        newest = session.exec(
            select(GroupRules.version).where(GroupRules.group_id == group_id).order_by(col(GroupRules.version).desc())
        ).first()
        row = GroupRules(
            group_id=group_id, version=(newest or 0) + 1, text="", poster="", made_at=now, made_by=staff_id
        )
    row.text = text.canonical()
    row.poster = ",".join(poster)
    session.add(row)
    session.flush()
    if not same:
        audit.note_in_group(session, group_id, staff_id, "draft-kept", now)
    saved = _version(row)
    assert saved is not None
    return saved


def adopt(session: Session, group: GroupCard, staff_id: int | None, now: datetime, seen: str | None = None) -> Version:
    """From now on the draft holds, and the version before it no longer does.

    ``seen`` is the mark of the draft that was read. Raises NothingToAdopt; DraftChanged when it is another one by now.
    """
    row = _draft_row(session, group.id)
    draft, holding = _version(row), current(session, group.id)
    if draft and seen is not None and draft.mark != seen:
        raise DraftChanged
    if holding and (draft.mark if draft else seen) == holding.mark:
        if row:
            session.delete(row)
        return holding  # it holds already: a second press, or a draft that changes nothing
    if row is None:
        raise NothingToAdopt
    if holding and draft and not changes(holding.text, draft.text):
        return _hang(session, row, holding)
    session.execute(
        update(GroupRules)
        .where(
            col(GroupRules.group_id) == group.id,
            col(GroupRules.adopted_at).is_not(None),
            col(GroupRules.replaced_at).is_(None),
        )
        .values(replaced_at=now)
    )
    row.adopted_at, row.adopted_by = now, staff_id
    session.add(row)
    audit.note_in_group(session, group.id, staff_id, "rules-adopted", now)
    session.flush()
    adopted = _version(row)
    assert adopted is not None
    return adopted


def _hang(session: Session, draft: GroupRules, holding: Version) -> Version:
    """Another choice for the wall changes nothing that was signed: the version that holds takes it over."""
    session.execute(update(GroupRules).where(col(GroupRules.id) == holding.id).values(poster=draft.poster))
    session.delete(draft)
    return replace(holding, poster=tuple(filter(None, draft.poster.split(","))))


def _draft_row(session: Session, group_id: int) -> GroupRules | None:
    """The draft, kept to this transaction: two teachers who save at once come one after the other."""
    session.exec(select(Group.id).where(Group.id == group_id).with_for_update(key_share=True)).one()
    return session.exec(
        select(GroupRules).where(GroupRules.group_id == group_id, col(GroupRules.adopted_at).is_(None))
    ).first()


def _version(row: GroupRules | None) -> Version | None:
    if row is None:
        return None
    return Version(
        row_id(row.id),
        row.group_id,
        row.version,
        parse(row.text),
        tuple(filter(None, row.poster.split(","))),
        row.made_at,
        row.adopted_at,
        row.replaced_at,
    )
