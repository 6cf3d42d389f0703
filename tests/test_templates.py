"""Templates as code: they parse, escape, keep to the policy, work without script, and give their fragments alone."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes
from werkzeug.test import TestResponse

from learn import paths
from tests.given import Given
from tests.visitor import Visitor

TEMPLATES = sorted(path.relative_to(paths.TEMPLATES).as_posix() for path in paths.TEMPLATES.rglob("*.html"))
VIEWS = sorted((Path(paths.__file__).parent / "web").rglob("*.py"))

# What may go out unescaped, each for a reason. Nothing somebody typed is among them.
SAFE = {
    ("parts/icons.html", "todo"): "an attribute written on the same line",
    ("setup/school.html", "more"): "attributes the template itself hands to its macro",
    ("groups/lesson.html", "lesson.say(notes)"): "the lesson's own Markdown, rendered with HTML switched off",
}

every_template = pytest.mark.parametrize("name", TEMPLATES)


def test_every_template_compiles(app: Flask) -> None:
    for name in TEMPLATES:
        app.jinja_env.get_template(name)


@every_template
def test_nothing_goes_out_unescaped_without_a_reason(name: str) -> None:
    source = _source(name)

    unescaped = {(name, expression) for expression in re.findall(r"(\S+?)\s*\|\s*safe\b", source)}

    assert unescaped <= set(SAFE)
    assert "autoescape" not in source
    assert "Markup" not in source


def test_every_reason_is_still_needed() -> None:
    needed = {(name, expression) for name, expression in SAFE if f"{expression}|safe" in _source(name)}

    assert needed == set(SAFE)


@every_template
def test_a_template_keeps_to_the_policy_for_scripts_and_styles(name: str) -> None:
    for tag, attributes in _tags(name):
        inline = [each for each in attributes if each == "style" or each.startswith(("on", "hx-on"))]
        evaluated = [each for each, value in attributes.items() if "js:" in value or "javascript:" in value]
        assert not inline and not evaluated, f"{tag}: {inline + evaluated}"
        assert "[" not in attributes.get("hx-trigger", ""), f"{tag}: a filter in hx-trigger is a script"
        assert tag != "style" and (tag != "script" or "src" in attributes)


@every_template
def test_a_form_for_htmx_is_a_form_without_it(name: str) -> None:
    for tag, attributes in _tags(name):
        if posts := attributes.get("hx-post"):
            assert tag == "form"
            assert attributes.get("method") == "post"
            assert attributes.get("action") == posts
        if tag == "a" and "hx-get" in attributes:
            assert attributes.get("href") == attributes["hx-get"]


@every_template
def test_a_form_that_posts_carries_a_token(name: str) -> None:
    source = _source(name)

    assert source.count('method="post"') <= source.count("csrf()")


def test_a_fragment_brings_its_own_macros(app: Flask) -> None:
    missing = [
        f"{template}, block {block}: {sorted(needed)}"
        for template, block in _fragments()
        if (needed := _made_outside(app, template, block) & _used_in(app, template, block))
    ]

    assert missing == []


def test_every_fragment_is_asked_for_below() -> None:
    assert set(_fragments()) == set(ASKING)


def test_every_fragment_comes_alone_and_whole(app: Flask, given: Given) -> None:
    for template, block in _fragments():
        response = ASKING[template, block](app, given)

        assert response.status_code == 200, f"{template}, block {block}"
        assert response.text.strip(), f"{template}, block {block}"
        assert not re.search(r"<(html|head|body|main|title)\b", response.text), f"{template}, block {block}"


def _ask_for_group(app: Flask, given: Given) -> TestResponse:
    group = given.group("7A")
    teacher = given.teacher(group=group)
    given.pupils("Fenna", "Bram", group=group)
    given.lesson("delen-of-houden", group=group)
    _knock(app, given)
    visitor = Visitor(app).signs_in(teacher).opens_group(group.id)
    return visitor.client.get(f"/groups/{group.id}", headers={"HX-Request": "true"})


def _ask_for_count(app: Flask, given: Given) -> TestResponse:
    return app.test_client().get(f"/board/{given.group('7A').code}", headers={"HX-Request": "true"})


def _ask_for_clause(app: Flask, given: Given) -> TestResponse:
    school = given.school()
    head = Visitor(app).signs_in(given.staff("Dirk Haan", "head", school=school)).open("/school/protocol")
    head.press("Lees dit document", text="1. Ik vertel het aan de juf.\n2. Ik vraag het eerst.")
    form = head.page.select_one("form[action$='/clauses/1/checks']")
    assert form is not None
    return head.client.post(str(form["action"]), data=head.fields(form), headers={"HX-Request": "true"})


def _knock(app: Flask, given: Given) -> None:
    """Somebody without a card waits at the door, so that the part about the door is there too."""
    group = given.group("7A")
    pupil = given.pupil("Tess", group=group)
    visitor = Visitor(app).open("/")
    visitor.send("/", {"csrf_token": visitor.token(), "code": group.code})
    visitor.send(f"/names/{pupil.id}/door", {"csrf_token": visitor.token()})


# How to ask for each block that a view gives by its name.
ASKING: dict[tuple[str, str], Callable[[Flask, Given], TestResponse]] = {
    ("groups/group.html", "board"): _ask_for_group,
    ("board/join.html", "count"): _ask_for_count,
    ("school/draft.html", "clauses"): _ask_for_clause,
}


def _fragments() -> list[tuple[str, str]]:
    """Every template and block that a view names to ``htmx.render``, read from the views."""
    found = set()
    for path in VIEWS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "htmx.render" and len(node.args) > 1:
                template, block = node.args
                if ast.unparse(block) != "htmx.PAGE":
                    found.add((ast.literal_eval(template), ast.literal_eval(block)))
    assert found, "no view gives a block by its name any more"
    return sorted(found)


def _made_outside(app: Flask, template: str, block: str) -> set[str]:
    """The names that the rest of the file imports or sets: a block that comes alone does not have them."""
    tree = app.jinja_env.parse(_source(template))
    return _made(tree) - _made(_block(tree, block))


def _used_in(app: Flask, template: str, block: str) -> set[str]:
    found = _block(app.jinja_env.parse(_source(template)), block)
    return {node.name for node in found.find_all(nodes.Name) if node.ctx == "load"}


def _made(part: nodes.Node) -> set[str]:
    imported = [name for node in part.find_all(nodes.FromImport) for name in node.names]
    return {
        *(name if isinstance(name, str) else name[1] for name in imported),
        *(node.target for node in part.find_all(nodes.Import)),
        *(node.name for node in part.find_all(nodes.Name) if node.ctx == "store"),
        *(node.name for node in part.find_all(nodes.Macro)),
    }


def _block(tree: nodes.Template, name: str) -> nodes.Block:
    return next(node for node in tree.find_all(nodes.Block) if node.name == name)


def _source(name: str) -> str:
    return (paths.TEMPLATES / name).read_text("utf-8")


def _tags(name: str) -> list[tuple[str, dict[str, str]]]:
    """Every tag with its attributes. What Jinja fills in becomes a word, the same word for the same expression."""
    words: dict[str, str] = {}
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", _source(name), flags=re.DOTALL)
    plain = re.sub(r"\{\{.*?\}\}", lambda found: words.setdefault(found[0], f"filled{len(words)}"), plain)
    return [
        (tag, {key.lower(): value for key, value in re.findall(r"([\w:-]+)(?:=[\"']([^\"']*)[\"'])?", attributes)})
        for tag, attributes in re.findall(r"<([a-z]\w*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", plain)
    ]
