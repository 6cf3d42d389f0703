"""The command line: serve the app, show an example, check the content, verify the record."""

import argparse
import json
import os
import re
import socket
import sys
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import replace
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from sqlalchemy.exc import SQLAlchemyError

from learn import paths
from learn.app import now
from learn.classroom import demo
from learn.classroom import ledger
from learn.classroom import schools
from learn.classroom.db import THREADS
from learn.classroom.db import Database
from learn.classroom.schooldays import local
from learn.content import grid
from learn.content.base import ContentError
from learn.content.base import Unknown
from learn.content.base import read
from learn.content.base import read_yaml
from learn.content.checks import check
from learn.content.checkup import Checkup
from learn.content.checkup import checkup
from learn.content.coverage import coverage
from learn.content.library import Library
from learn.content.library import load
from learn.content.protocols import Document
from learn.content.protocols import Protocol
from learn.content.stances import Variant
from learn.content.stances import variants
from learn.content.stories.choose import Choice
from learn.documents import apart
from learn.documents import likeness
from learn.documents import recognise
from learn.documents.lines import Reason
from learn.documents.lines import Unreadable
from learn.documents.proposing import propose
from learn.documents.reading import Reading
from learn.documents.reading import read as read_document
from learn.settings import Settings
from learn.settings import WrongSetting
from learn.settings import loopback
from learn.web.language import untranslated

_UNREADABLE: Mapping[Reason, str] = {
    "too-big": "dit bestand is te groot of te ingewikkeld om te lezen. Bewaar alleen het protocol zelf.",
    "encrypted": "dit bestand is beveiligd met een wachtwoord. Haal de beveiliging eraf en probeer het opnieuw.",
    "damaged": "dit bestand is beschadigd. Open het in je tekstverwerker, bewaar het opnieuw en probeer het nog eens.",
    "scan": "dit is een gescande afbeelding zonder tekst. Plak de tekst, of gebruik het oorspronkelijke bestand.",
    "picture": "dit is een afbeelding. Typ of plak de tekst, of gebruik het oorspronkelijke bestand.",
    "empty": "er staat geen tekst in dit bestand.",
    "old-word": "dit is een oud Word-bestand (.doc). Bewaar het als .docx en probeer het opnieuw.",
    "not-text": "dit is geen tekstbestand.",
    "unknown": "dit soort bestand kennen we niet. Gebruik txt, md, docx, odt of pdf.",
    "no-clauses": "er staat geen afspraak in dit bestand.",
}

Run = Callable[[argparse.Namespace], int]

SHORTEST_MARK = 16


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. Errors go to stderr in one line, never as a traceback."""
    chosen = _parser().parse_args(arguments if arguments is not None else sys.argv[1:])
    run: Run = chosen.run
    # Names of children: what is made from here on is for this account alone, in whatever folder.
    os.umask(0o077)
    try:
        return run(chosen)
    except (WrongSetting, ContentError) as error:
        print(error, file=sys.stderr)
        return 2
    except Unknown as error:
        print(f"there is no {error} here", file=sys.stderr)
        return 2
    except SQLAlchemyError as error:
        print(f"the database cannot be used: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read the output has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="learn", description="Afgesproken: lessons from a school's own protocol.")
    parser.set_defaults(run=_serve, host="127.0.0.1", port=8000, data=None)
    commands = parser.add_subparsers(metavar="command")

    serve = commands.add_parser("serve", help="serve the app (the default)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    serve.set_defaults(run=_serve)

    example = commands.add_parser("demo", help="serve an example school in a data folder of its own")
    example.add_argument("--json", action="store_true", help="print how to sign in as one JSON object")
    example.add_argument("--no-serve", action="store_true", help="make the school, but do not serve")
    example.set_defaults(run=_demo, host="127.0.0.1")

    for each, folder in ((serve, "LEARN_DATA, else ./data"), (example, "demo in LEARN_DATA, else ./data/demo")):
        each.add_argument("--port", type=_port, default=8000, help="port to listen on (default 8000)")
        each.add_argument("--data", type=Path, help=f"data folder (default {folder})")

    checked = commands.add_parser("check", help="check every lesson, story, protocol and translation")
    checked.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="report only on these files or folders")
    checked.set_defaults(run=_check)

    covered = commands.add_parser(
        "coverage", help="which agreements the lessons and programmes practise, and which not"
    )
    covered.add_argument("--protocol", default=demo.PROTOCOL, metavar="SLUG|FILE", help="which protocol")
    covered.add_argument("--json", action="store_true", help="print the rows as JSON")
    covered.add_argument("--stances", action="store_true", help="print each story as each stance makes it, to be read")
    covered.set_defaults(run=_coverage)

    document = commands.add_parser("protocol", help="read a school's own document: txt, md, docx, odt or pdf")
    document.add_argument("file", type=Path, metavar="FILE")
    document.add_argument("--json", action="store_true", help="print the reading as one JSON object")
    document.set_defaults(run=_protocol_file)

    verified = commands.add_parser("verify", help="verify the sign-off record and the database")
    verified.add_argument("--data", type=Path, help="data folder (default LEARN_DATA, else ./data)")
    verified.add_argument(
        "--checkpoint",
        nargs="+",
        metavar=("CHAIN LINES MARK", "MARK"),
        help="the last mark of a printed record, as well: in one piece or in blocks, as it stands on paper",
    )
    verified.set_defaults(run=_verify)
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: use 1 to 65535")
    return int(text)


def _serve(chosen: argparse.Namespace) -> int:
    _must_be_free(chosen)
    settings = Settings.from_environment(os.environ, chosen.data)
    load()  # content that does not hold together is told here, before anything is served
    database = Database(settings.database_url)
    database.migrate()
    own = f"http://{chosen.host}:{chosen.port}"
    with database.transaction() as session:
        address = schools.address(session)
        if address is None:
            print(f"Nieuwe school: ga naar {own}/setup en typ deze code: {schools.new_setup_code(session, now())}")
    database.close()
    if loopback(settings.url or address or own):
        print("Let op: dit adres werkt alleen op deze computer. Zet LEARN_URL op het adres voor de Chromebooks.")
    print(f"Afgesproken staat op {own}", flush=True)
    return _run(settings, chosen)


def _demo(chosen: argparse.Namespace) -> int:
    folder = chosen.data or Path(os.environ.get("LEARN_DATA") or "data") / "demo"
    # Never the school's own database, whatever the environment says.
    os.environ.pop("LEARN_DATABASE_URL", None)
    settings = Settings.from_environment(os.environ, folder)
    if not chosen.no_serve:
        _must_be_free(chosen)
    url = settings.url or f"http://127.0.0.1:{chosen.port}"
    database = Database(settings.database_url)
    database.migrate()
    try:
        with database.transaction() as session:
            keys = demo.keys(session, load(), settings.secret, url, now())
    except demo.RealSchool:
        raise WrongSetting(f"{folder}: hier staat een echte school. Kies met --data een andere map.") from None
    finally:
        database.close()
    print(json.dumps(_as_json(keys, url), ensure_ascii=False) if chosen.json else _as_text(keys, url), flush=True)
    return 0 if chosen.no_serve else _run(replace(settings, url=url), chosen)


def _check(chosen: argparse.Namespace) -> int:
    faults = check(paths.ROOT, [path.resolve() for path in chosen.paths])
    faults += [] if chosen.paths else [*recognise.faults(), *likeness.faults(), *untranslated(paths.TRANSLATIONS)]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("Alles klopt.")
    return 1 if faults else 0


def _coverage(chosen: argparse.Namespace) -> int:
    library = load()
    if chosen.stances:
        print("\n".join(_as_read(each) for each in variants(library)))
        return 0
    found = coverage(_protocol(chosen.protocol, library), library)
    tables = (
        grid.of_agreements(found),
        grid.of_lessons(found),
        grid.of_programmes(found, library.programmes.plain),
    )
    if chosen.json:
        rows = {table.part: [asdict(row) for row in table.rows] for table in tables}
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for table in tables:
        print("\n".join([table.title, *(" | ".join(cells) for cells in (table.head, *table.cells)), ""]))
    print(f"{len(found.holes)} holes", file=sys.stderr)
    return 0


def _as_read(told: Variant) -> str:
    """A story under one stance, as text; * marks an answer with words of its own for that stance."""
    story = told.built.story
    lines = [f"{told.module}/{story.slug}  {told.subject or 'no agreement'}"]
    if told.why:
        lines.append(f"  same, because: {told.why}")
    for answer in story.answers:
        cited = told.built.citation_of(answer)
        mark = "*" if answer.key in told.own else " "
        said = answer.text if isinstance(answer, Choice) else " ".join(f"“{each}”" for each in story.read_with(answer))
        lines.append(f"{mark} {answer.rating:6} {answer.key}: {said}")
        lines.append(f"           {answer.feedback}")
        lines += [f"           - {step}" for step in answer.way_back]
        lines.append(f"           [{cited.kind}: {cited.sentence}]")
    return "\n".join([*lines, ""])


def _protocol_file(chosen: argparse.Namespace) -> int:
    try:
        library = load()
        found = apart.lines(chosen.file.read_bytes())
        reading = read_document(found, library.topics)
    except OSError as error:
        print(f"{chosen.file}: {_not_opened(error)}", file=sys.stderr)
        return 2
    except Unreadable as refused:
        print(f"{chosen.file}: {_UNREADABLE[refused.reason]}", file=sys.stderr)
        return 1
    if chosen.json:
        print(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
        return 0
    print(_as_reading(reading))
    if protocol := propose(found, reading, library.topics).protocol("draft", chosen.file.name, library.topics):
        print(_as_checkup(checkup(protocol, library.looks, library.facts, local(now()).date())))
    return 0


def _not_opened(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "dit bestand is er niet."
        case IsADirectoryError():
            return "dit is een map. Geef het bestand met het protocol."
    return "dit bestand is niet te openen. Kijk of je het mag lezen."


def _as_reading(reading: Reading) -> str:
    lines = [reading.title, ""]
    for clause in reading.clauses:
        mark = "*" if clause.ref in reading.agreements else " "
        about = ", ".join(
            f"{topic}/{clause.stances[topic]}" if topic in clause.stances else topic for topic in clause.topics
        )
        lines.append(f"{mark} {clause.ref:24} {'+'.join(clause.binds):22} {clause.sure:.1f} {about or '-'}")
        lines.append(f"    {clause.text}")
    lines += [
        "",
        f"* = afspraak waaraan een leerling zich kan houden: {len(reading.agreements)} van {len(reading.clauses)}.",
    ]
    lines += [f"Hierover zegt het document niets: {', '.join(reading.missing)}."] if reading.missing else []
    return "\n".join([*lines, *reading.remarks])


def _as_checkup(found: Checkup) -> str:
    lines = ["", f"Om te bespreken: {found.to_discuss}."]
    for section in found.sections:
        lines += [f"{section.title}: {', '.join(point.about for point in section.points.all)}"] * bool(
            section.points.all
        )
    return "\n".join(lines)


def _protocol(name: str, library: Library) -> Protocol:
    path = Path(name)
    if not path.is_file():
        return library.protocol(name)
    return Protocol(read(Document, read_yaml(path, path.name), path.name), library.topics)


def _verify(chosen: argparse.Namespace) -> int:
    settings = Settings.from_environment(os.environ, chosen.data)
    printed = _checkpoint(chosen.checkpoint) if chosen.checkpoint else None
    database = Database(settings.database_url)
    if not database.made:
        print(f"{settings.data}: hier staat nog geen school", file=sys.stderr)
        return 1
    with database.reading() as session:
        departure = ledger.departs_from(session, printed) if printed else None
        broken = [*map(str, ledger.verify(session)), *([str(departure)] if departure else []), *database.faults()]
    database.close()
    for each in broken:
        print(each, file=sys.stderr)
    if not broken:
        print("Het verslag klopt, regel voor regel.")
    return 1 if broken else 0


def _checkpoint(words: Sequence[str]) -> ledger.Checkpoint:
    chain, lines, *mark = (*words, "")
    found = re.sub(r"[^0-9a-f]", "", "".join(mark).lower())
    if not re.fullmatch(r"[1-9][0-9]{0,8}", lines) or not SHORTEST_MARK <= len(found) <= len(ledger.BEGINNING):
        raise WrongSetting(
            f"--checkpoint: give the name, the number of lines and at least {SHORTEST_MARK} signs of the mark"
        )
    return ledger.Checkpoint(chain, int(lines), found)


def _run(settings: Settings, chosen: argparse.Namespace) -> int:
    os.environ["LEARN_DATA"] = str(settings.data)
    if settings.url:
        os.environ["LEARN_URL"] = settings.url
    Granian(
        "learn.serving:app",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS - 8,
        workers_kill_timeout=5,
        log_enabled=False,
    ).serve()
    return 0


def _must_be_free(chosen: argparse.Namespace) -> None:
    with socket.socket(socket.AF_INET6 if ":" in chosen.host else socket.AF_INET) as probe:
        # As the server asks for it: a port that was let go a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((chosen.host, chosen.port))
        except OSError as error:
            raise WrongSetting(f"cannot listen on {chosen.host}:{chosen.port}: {error.strerror}") from error


def _as_json(keys: demo.Keys, url: str) -> dict[str, object]:
    return {
        "url": url,
        "staff": [
            {
                "name": each.name,
                "role": each.role,
                "email": each.email,
                "password": each.password,
                "groups": list(each.groups),
            }
            for each in keys.staff
        ],
        "groups": [
            {
                "name": group.name,
                "year": group.year,
                "code": group.code,
                "pupils": [
                    {"name": each.name, "pictures": list(each.pictures), "card": f"{url}/card/{each.token}"}
                    for each in group.pupils
                ],
            }
            for group in keys.groups
        ],
    }


def _as_text(keys: demo.Keys, url: str) -> str:
    lines = [f"Afgesproken, voorbeeldschool {demo.SCHOOL}: {url}", "", f"Leerkrachten ({url}/staff):"]
    lines += [f"  {each.name:16} {each.email:24} {each.password}" for each in keys.staff]
    for group in keys.groups:
        first = group.pupils[0]
        lines += [
            "",
            f"Groep {group.name}, code {group.code}. Bijvoorbeeld {first.name}:",
            f"  kaart     {url}/card/{first.token}",
            f"  plaatjes  {' '.join(first.pictures)}",
        ]
    return "\n".join(lines)
