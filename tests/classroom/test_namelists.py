"""Lists of names as teachers paste them: first names stay, everything else is gone before anything is stored."""

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies
from sqlmodel import select

from learn.classroom import groups
from learn.classroom.namelists import BadLine
from learn.classroom.namelists import clean_name
from learn.classroom.namelists import read_names
from learn.classroom.namelists import trouble_with
from learn.classroom.refusals import NameTaken
from learn.classroom.tables import Pupil
from learn.prints.names import unprintable
from tests.given import Given

FENNA_OMAR_MILA = ("Fenna", "Omar", "Mila")

PASTED = {
    "one a line": "Fenna\nOmar\nMila",
    "one a line, from Windows": "Fenna\r\nOmar\r\nMila\r\n",
    "with blank lines and spaces": "\n  Fenna \n\n\tOmar\n   \nMila\n\n",
    "last name first": "Vries, Fenna\nIdrissi, Omar\nBerg, Mila",
    "last name first, with what stands between": "Vries, Fenna de\nEl Idrissi, Omar\nBerg, Mila van den",
    "last name first, in quotes": '"Vries, Fenna"\n"Idrissi, Omar"\n"Berg, Mila"',
    "first name first, with a comma and a space": "Fenna, de Vries\nOmar, El Idrissi\nMila, van den Berg",
    "with a comma, a space and a birthday": "Fenna, 12-03-2015\nOmar, 01-01-2015\nMila, 30-12-2014",
    "numbered": "1. Fenna\n2. Omar\n3. Mila",
    "numbered with a bracket": "1) Fenna\n2) Omar\n3) Mila",
    "numbered by a word processor": "1.\tFenna\n2.\tOmar\n3.\tMila",
    "bullets": "- Fenna\n* Omar\n• Mila",
    "bullets of a word processor": "•\tFenna\n•\tOmar\n•\tMila",
    "below a title": "Voornamen\nFenna\nOmar\nMila",
    "in quotes": '"Fenna"\n"Omar"\n"Mila"',
    "first and last names": "Fenna de Vries\nOmar El Idrissi\nMila van den Berg",
    "csv with a head": "Voornaam;Achternaam;Geboortedatum\nFenna;Vries;12-03-2015\nOmar;Idrissi;\nMila;Berg;",
    "csv without a head": "Fenna;de Vries;12-03-2015\nOmar;El Idrissi;01-01-2015\nMila;van den Berg;30-12-2014",
    "csv with commas and quotes": '"Fenna","de Vries","2015-03-12"\n"Omar","Idrissi","2015-01-01"\n"Mila","Berg",""',
    "csv of names and birthdays": "Fenna de Vries;12-03-2015\nOmar Idrissi;01-01-2015\nMila Berg;30-12-2014",
    "csv of names and genders": "Fenna Vries;v\nOmar Idrissi;m\nMila Berg;meisje",
    "csv with the last name first": "Achternaam;Tussenv;Roepnaam\nVries;de;Fenna\nIdrissi;El;Omar\nBerg;van den;Mila",
    "csv from the pupil administration": (
        "Nr;Roepnaam;Tussenvoegsel;Achternaam;Groep;BSN\n"
        "1;Fenna;de;Vries;7A;123456782\n2;Omar;;Idrissi;7A;111222333\n3;Mila;van den;Berg;7A;987654329"
    ),
    "a column of a spreadsheet": "Voornaam\nFenna\nOmar\nMila\n",
    "columns of a spreadsheet": "Voornaam\tAchternaam\tGeb.datum\nFenna\tVries\t12-03-2015\nOmar\tDam\t\nMila\tBerg\t",
    "full names in a spreadsheet": "Leerling\tGroep\nFenna de Vries\t7A\nOmar El Idrissi\t7A\nMila van den Berg\t7A",
    "with trailing delimiters": "Fenna;;;\nOmar;;;\nMila;;;",
    "with a comma behind each": "Fenna,\nOmar,\nMila,",
    "with a byte order mark": "\ufeffFenna\nOmar\nMila",
    "csv with a byte order mark": "\ufeffVoornaam;Achternaam\nFenna;de Vries\nOmar;Idrissi\nMila;Berg",
    "in English": "First name,Surname,Date of birth\nFenna,de Vries,2015-03-12\nOmar,Idrissi,2015-01-01\nMila,Berg,",
}

FIRST_NAMES = strategies.sampled_from(
    ["Fenna", "Omar", "Mila", "Zoë", "Jip", "Anne-Fleur", "D'Angelo", "Łukasz", "Björn", "Bo", "Noor"]
)
SURNAMES = strategies.sampled_from(
    ["de Vries", "Bakker", "van den Berg", "El Idrissi", "Jansen-de Wit", "'t Hart", "Öztürk", "Kowalski", "Noorman"]
)
BIRTHDAYS = strategies.dates().map(lambda day: f"{day:%d-%m-%Y}")
NUMBERS = strategies.integers(100_000_000, 999_999_999).map(str)
CHILDREN = strategies.lists(strategies.tuples(FIRST_NAMES, SURNAMES, BIRTHDAYS, NUMBERS), min_size=1, max_size=30)
HEADS_OF_REAL_LISTS = {
    "Voornaam leerling;Achternaam leerling": ("Fenna;de Vries", "Omar;Idrissi"),
    "Achternaam;Voorvoegsel;Roepnaam;Groep": ("Vries;de;Fenna;6", "Idrissi;;Omar;6"),
    "Achternaam;Voornamen": ("de Vries;Fenna", "Idrissi;Omar"),
    "Nr;Naam leerling;Naam ouder": ("1;Fenna de Vries;Joke", "2;Omar Idrissi;Sara"),
    "Groep 7": ("Fenna", "Omar"),
    "Naam;Klas": ("Vries, Fenna de;6", "Idrissi, Omar;6"),
}
HEADS = ("Voornaam", "Achternaam", "Geboortedatum", "BSN")


@pytest.mark.parametrize("pasted", PASTED.values(), ids=PASTED)
def test_first_names_are_read_from_a_list(pasted: str) -> None:
    read = read_names(pasted)

    assert read.bad == ()
    assert read.names == FENNA_OMAR_MILA


@pytest.mark.parametrize(
    "name", ["Anne-Fleur", "D'Angelo", "D’Angelo", "Zoë", "Łukasz", "Björn", "Çağla", "Bo", "J.P."]
)
def test_hyphens_apostrophes_and_accents_stay_in_a_name(name: str) -> None:
    assert read_names(name, unprintable=unprintable).names == (name,)


def test_a_double_first_name_stays_where_the_last_name_has_a_column_of_its_own() -> None:
    assert read_names("Anne Fleur;Bakker\nJan Willem;de Boer").names == ("Anne Fleur", "Jan Willem")


@pytest.mark.parametrize(
    "pasted",
    [
        "Fenna de Vries\nOmar Idrissi\nFenna Bakker",
        "Fenna;de Vries\nOmar;Idrissi\nFenna;Bakker",
        "Voornaam;Achternaam\nFenna;Vries de\nOmar;Idrissi El\nFenna;Bakker",
    ],
)
def test_two_children_with_one_first_name_get_the_initial_of_their_last_name(pasted: str) -> None:
    assert read_names(pasted).names == ("Fenna V.", "Omar", "Fenna B.")


@pytest.mark.parametrize("pasted", ["Fenna\nOmar\nFenna", "Fenna Vries\nFenna Visser", "Zoë\nzoe", "FENNA\nfenna"])
def test_two_children_who_cannot_be_told_apart_are_both_named(pasted: str) -> None:
    bad = read_names(pasted).bad

    assert [each.trouble for each in bad] == ["twice", "twice"]


@pytest.mark.parametrize("there", ["Fenna", "fenna", "FENNA"])
def test_a_child_who_is_in_the_group_already_is_named(there: str) -> None:
    assert read_names("Omar\nFenna", taken=[there]).bad == (BadLine(2, "Fenna", "taken"),)


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("Fenna7", "number"),
        ("12-03-2015", "number"),
        ("123456782", "number"),
        ("F" * 31, "too-long"),
        ("<b>Fenna</b>", "not-a-name"),
        ("=HYPERLINK()", "not-a-name"),
        ("Fenna🦊", "unprintable"),
        ("فاطمة", "unprintable"),
        ("Fen\u200dna", "unprintable"),
        ("Fen\u202ena", "unprintable"),
        ("Fen\x00na", "unprintable"),
        ("???", "not-a-name"),
        ("-", "no-name"),
        ('""', "no-name"),
    ],
)
def test_what_is_no_first_name_is_refused_with_the_reason(line: str, trouble: str) -> None:
    bad = read_names(f"Omar\n{line}\nMila", unprintable=unprintable).bad

    assert [(each.number, each.trouble) for each in bad] == [(2, trouble)]


def test_every_bad_line_is_named_by_its_number_in_what_was_pasted() -> None:
    pasted = "Voornaam;Achternaam\n\nFenna;de Vries\n;Bakker\nOmar7;Idrissi\n\nMila;Berg\nMila;Bos;\n🦊;Vos\n"

    bad = read_names(pasted, taken=["Fenna"], unprintable=unprintable).bad

    assert [(each.number, each.trouble) for each in bad] == [
        (3, "taken"),
        (4, "no-name"),
        (5, "number"),
        (7, "twice"),
        (8, "twice"),
        (9, "unprintable"),
    ]


@pytest.mark.parametrize(("head", "children"), HEADS_OF_REAL_LISTS.items(), ids=HEADS_OF_REAL_LISTS)
def test_the_first_name_is_found_under_any_head(head: str, children: tuple[str, ...]) -> None:
    assert read_names("\n".join((head, *children))).names == ("Fenna", "Omar")


@pytest.mark.parametrize(
    "head", ["Achternaam;Voorletters", "Achternaam", "Achternaam leerling;Klas", "Voorvoegsel;Klas"]
)
def test_a_list_without_a_column_of_first_names_gives_no_surname_away(head: str) -> None:
    read = read_names(f"{head}\nVries;F.\nBakker;O.")

    assert read.names == ()
    assert read.bad == (BadLine(1, head, "no-first-names"),)


@pytest.mark.parametrize("pasted", ["", "\n\n", " ; ; \n\t", "\ufeff", "Voornaam;Achternaam\n"])
def test_a_list_without_a_single_name_is_refused(pasted: str) -> None:
    assert [each.trouble for each in read_names(pasted).bad] == ["no-name"]


def names(count: int) -> list[str]:
    """Different first names, without a digit in them."""
    return [f"Kind{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(count)]


def test_forty_children_fit_in_a_group_and_forty_one_do_not() -> None:
    assert read_names("\n".join(names(40))).bad == ()
    assert [each.trouble for each in read_names("\n".join(names(41))).bad] == ["too-many"]


def test_the_children_who_are_there_count_as_well() -> None:
    new = "\n".join(names(10))

    assert read_names(new, taken=[f"Oud {name}" for name in names(30)]).bad == ()
    assert [each.trouble for each in read_names(new, taken=[f"Oud {name}" for name in names(31)]).bad] == ["too-many"]


def test_how_many_columns_fell_away_is_told() -> None:
    assert read_names("Fenna;de Vries;12-03-2015;123456782\nOmar;Idrissi;;").dropped == 3
    assert read_names("Fenna\nOmar").dropped == 0


@settings(deadline=None)
@any_of(CHILDREN, strategies.permutations(range(4)), strategies.sampled_from(";\t,"), strategies.booleans())
def test_of_any_table_with_a_head_nothing_but_first_names_and_one_initial_survives(
    children: list[tuple[str, str, str, str]], order: list[int], delimiter: str, quoted: bool
) -> None:
    sign = '"' if quoted else ""
    lines = [delimiter.join(f"{sign}{row[column]}{sign}" for column in order) for row in (HEADS, *children)]

    read = read_names("\n".join(lines), unprintable=unprintable)

    assert len(read.names) == len(children)
    for name, (first, surname, _, _) in zip(read.names, children, strict=True):
        initials = {word[0].upper() for word in surname.split()}
        assert name in {first, *(f"{first} {initial}." for initial in initials)}
    assert {each.trouble for each in read.bad} <= {"twice"}
    assert all(each.text in read.names for each in read.bad)


@settings(deadline=None)
@any_of(
    CHILDREN, strategies.sampled_from(["{0} {1}", "{0};{1};{2};{3}", "{0} {1};{2};{3}", "{0}\t{1}\t{2}", "- {0} {1}"])
)
def test_of_any_list_without_a_head_nothing_but_first_names_and_one_initial_survives(
    children: list[tuple[str, str, str, str]], shape: str
) -> None:
    read = read_names("\n".join(shape.format(*child) for child in children), unprintable=unprintable)

    assert len(read.names) == len(children)
    for name, (first, surname, _, _) in zip(read.names, children, strict=True):
        initials = {word[0].upper() for word in surname.split()}
        assert name in {first, *(f"{first} {initial}." for initial in initials)}


@settings(deadline=None)
@any_of(strategies.text(max_size=300))
def test_whatever_is_pasted_each_name_that_comes_out_is_fit_to_store_and_print(pasted: str) -> None:
    read = read_names(pasted, unprintable=unprintable)

    if not read.bad:
        assert read.names
        assert [trouble_with(name, unprintable) for name in read.names] == [None] * len(read.names)
        assert [clean_name(name) for name in read.names] == list(read.names)
        assert len({groups.name_key(name) for name in read.names}) == len(read.names)
        assert all(len(groups.name_key(name)) <= 30 for name in read.names)


# Storing


def stored(given: Given) -> list[str]:
    with given.database.reading() as session:
        return sorted(session.exec(select(Pupil.name)).all())


def test_one_name_that_is_taken_keeps_the_whole_list_out(given: Given) -> None:
    fenna = given.pupil("Fenna")

    with pytest.raises(NameTaken) as refused, given.database.transaction() as session:
        groups.add_pupils(session, fenna.group.id, ["Omar", "FENNA", "Mila"], None, given.clock())

    assert refused.value.name == "FENNA"
    assert stored(given) == ["Fenna"]


@pytest.mark.parametrize("pasted", ["ß" * 30, "ĳ" * 30, f"{'Fenna' * 6} Vries\n{'Fenna' * 6} Bakker"])
def test_a_name_that_would_not_fit_when_it_is_compared_or_told_apart_is_too_long(given: Given, pasted: str) -> None:
    read = read_names(pasted)

    assert {each.trouble for each in read.bad} == {"too-long"}


@pytest.mark.parametrize("pasted", ["F" * 30, "ß" * 15, f"{'F' * 27} Vries\n{'F' * 27} Bakker"])
def test_the_longest_names_fit(given: Given, pasted: str) -> None:
    read = read_names(pasted)

    with given.database.transaction() as session:
        groups.add_pupils(session, given.group().id, read.names, None, given.clock())

    assert stored(given) == sorted(read.names)
