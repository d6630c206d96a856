"""Every shipped message reads well, and passes the rules about words, in its own language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from dm_assistant.domain.calendar_words import said
from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules import content, selling
from dm_assistant.domain.rules.case import case_of
from dm_assistant.domain.rules.content_words import COMMERCE, DISCLOSURE
from dm_assistant.domain.rules.sameness import THEIR_WORDS, runs_of
from dm_assistant.domain.rules.tone import tone
from dm_assistant.domain.rules.verdict import Stage, Status
from dm_assistant.domain.templates.gaps import LANGUAGES, gaps
from dm_assistant.domain.templates.library import load, shipped_folder
from dm_assistant.domain.templates.model import FOLLOW_UP, Template
from dm_assistant.domain.templates.render import compile_body, render
from dm_assistant.domain.templates.variables import EVIDENCE, VARIABLES
from tests.domain.rules.people import LONDON, NOON, POLICY, draft, person
from tests.domain.words_of_creators import WORDS

LIBRARY = load([("shipped", shipped_folder())])
KINDS = (*(purpose.value for purpose in Purpose), FOLLOW_UP)
LONGEST = {name: "M" * variable.longest for name, variable in VARIABLES.items()}
QUOTES = {"en": "“”", "es": "“”", "pt": "“”", "id": "“”", "fr": "«»", "de": "„“"}
TOO_MUCH_THE_SAME = 0.8
FIRST_MESSAGE, AT_MOST, PUBLIC_REPLY = 400, 600, 150
GENDERED = {
    "es": r"\b(encantad|content|segur|emocionad|agradecid|bienvenid|junt|amig)[oa]s?\b",
    "pt": r"\b(obrigad|encantad|content|segur|emocionad|bem-vind|junt|sozinh|amig)[oa]s?\b",
    "fr": r"\b(contente?|ravie?|touchée?|curieu(x|se)|heureu(x|se)|prête?|amie?)s?\b",
    "de": r"\b(Freund|Künstler|Zuschauer|Abonnent)(in|en|innen)?\b",
}
"""Forms that would tell the creator's gender or guess the reader's."""

every_template = pytest.mark.parametrize("template", LIBRARY.templates, ids=lambda t: str(t.path))


def facts_for(template: Template) -> dict[str, str]:
    facts = {name: variable.example for name, variable in VARIABLES.items()}
    facts |= WORDS[template.language] | {"name": "Mia", "code": "MIA-7K2Q"}
    for name, day in (("code_ends", 31), ("challenge_ends", 30), ("sent_day", 12)):
        facts[name] = said(f"2026-05-{day}", template.language)
    return facts


def names(template: Template) -> set[str]:
    return set(compile_body(template.body).names)


def fullest_and_least(template: Template) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the text with every set of optional facts, from none to all."""
    facts = facts_for(template)
    optional = sorted(names(template) - template.needs)
    for size in range(len(optional) + 1):
        for chosen in combinations(optional, size):
            known = {name: facts[name] for name in (*template.needs, *chosen)}
            yield render(template.body, known), known


def complaints(text: str, language: str) -> list[str]:
    opening, closing = tuple(QUOTES[language])
    found = []
    if re.search(r"[{}<>\[\]_]|%%|--|—", text):
        found.append("a placeholder or a dash is left")
    if re.search(r"  |^\s|\s$|,,|\.\.|\s[,.]|[,:]\s*[.!?]|\(\s*\)", text):
        found.append("blanks or signs stand where a clause was dropped")
    if language != "fr" and re.search(r"\s[;:!?]", text):
        found.append("a blank before a sign")
    if language == "fr" and re.search(r"[^\u202f\s][!?;]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»", text):
        found.append("no narrow blank before a sign")
    if text.count(opening) != text.count(closing) or '"' in text or "'" in text:
        found.append("quotation marks of another language, or open")
    if re.search("[“”„«»]", text.replace(opening, "").replace(closing, "")):
        found.append("quotation marks of another language")
    if text.count("¿") != text.count("?") and language == "es":
        found.append("a Spanish question that is open")
    if not re.match(r"[¡¿]?[A-ZÀ-Þ0-9]", text) or not re.search(r"[.!?]$", text):
        found.append("it does not begin or end as a sentence")
    return found


def test_every_file_of_the_library_can_be_used() -> None:
    assert LIBRARY.problems == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_purpose_has_three_variants_and_two_levers_in_every_language(
    kind: str, language: str
) -> None:
    found = [t for t in LIBRARY.templates if t.full_name.startswith(f"{kind}/")]
    there = [t for t in found if t.language == language]
    assert len(there) >= (5 if kind == "answer" else 3)
    assert len({t.lever for t in there}) >= 2
    assert {t.name for t in there} == {t.name for t in found}


@every_template
def test_a_translation_says_of_itself_what_its_english_namesake_does(template: Template) -> None:
    english = LIBRARY.named(template.full_name, "en")
    assert english is not None
    for front in ("title", "lever", "value", "gives", "needs", "notes", "follows"):
        assert getattr(template, front) == getattr(english, front), front
    assert names(template) == names(english)
    assert template.gives


@every_template
def test_it_reads_well_with_every_set_of_facts(template: Template) -> None:
    for text, known in fullest_and_least(template):
        bare = text
        for name in ("question", "quote", "quote_post", "their_words"):
            bare = bare.replace(known.get(name, ""), "…") if known.get(name) else bare
        assert complaints(bare, template.language) == [], text


@every_template
def test_it_passes_every_rule_about_words(template: Template) -> None:
    for text, known in fullest_and_least(template):
        phrases = tuple(known[name] for name in EVIDENCE & known.keys())
        quotes = tuple(known[name] for name in THEIR_WORDS & known.keys())
        facts = draft(
            template.purpose,
            text=text,
            phrases=phrases,
            quotes=quotes,
            code=known.get("code", ""),
        )
        case = case_of(person(touches=()), LONDON, facts, POLICY, NOON, stage=Stage.DRAFT)
        for rule in (content.unfilled, content.evidence, content.length, content.links):
            assert rule(case).status is Status.ALLOW, (rule(case), text)
        assert content.disclosure(case).status is Status.ALLOW, text
        assert tone(case).status is Status.ALLOW, (tone(case), text)


@every_template
def test_only_offers_sell_and_they_say_so_first(template: Template) -> None:
    for text, known in fullest_and_least(template):
        quotes = tuple(known[name] for name in THEIR_WORDS & known.keys())
        if "code" in template.needs:
            assert DISCLOSURE.search(text.partition(known["code"])[0]), text
        else:
            assert not selling.selling_places(text, quotes), text
            assert not COMMERCE.search(text), text
            assert not DISCLOSURE.search(text), text


@every_template
def test_it_is_short(template: Template) -> None:
    invite = template.purpose is Purpose.INVITE
    typical = max(len(text) for text, _ in fullest_and_least(template))
    assert typical < (PUBLIC_REPLY if invite else FIRST_MESSAGE)
    assert len(render(template.body, LONGEST)) < (PUBLIC_REPLY if invite else AT_MOST)


@every_template
def test_it_guesses_nobodys_gender(template: Template) -> None:
    pattern = GENDERED.get(template.language)
    assert pattern is None or not re.search(pattern, template.body, re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_two_variants_for_one_person_are_two_messages(kind: str, language: str) -> None:
    texts = {}
    for template in LIBRARY.templates:
        if template.language == language and template.full_name.startswith(f"{kind}/"):
            facts = facts_for(template)
            quotes = tuple(facts[name] for name in THEIR_WORDS)
            text = render(template.body, {name: facts[name] for name in names(template)})
            texts[template.name] = runs_of(text, quotes, ("Mia", facts["code"])).shared
    for one, other in combinations(texts, 2):
        both = len(texts[one] & texts[other]) / len(texts[one] | texts[other])
        assert both < 0.5, (one, other, both)


@every_template
def test_two_people_get_two_messages(template: Template) -> None:
    if template.purpose is Purpose.ANSWER:
        return
    facts = facts_for(template)
    quotes = tuple(facts[name] for name in THEIR_WORDS)
    wanted = template.needs | ({"quote"} & names(template))
    text = render(template.body, {name: facts[name] for name in wanted})
    runs = runs_of(text, quotes, ("Mia", facts["code"]))
    assert len(runs.shared) / (runs.size + runs.own) < TOO_MUCH_THE_SAME


def test_there_is_no_gap_in_the_languages_that_ship_and_a_whole_one_in_others() -> None:
    found = gaps(LIBRARY.templates, ["nl"])
    assert [gap.language for gap in found if gap.missing] == ["nl"] * len(KINDS)
    lacking = [gap for gap in found if gap.language == "nl"]
    assert [gap.folder for gap in lacking] == list(KINDS)
    assert all((gap.count, gap.instead) == (0, "en") for gap in lacking)
    assert lacking[0].missing == ("longtime", "made", "regular", "short", "warm")


def test_a_template_of_ones_own_is_a_gap_where_it_is_not_translated(tmp_path: Path) -> None:
    (tmp_path / "thanks").mkdir()
    (tmp_path / "thanks" / "mine.md").write_text("Hi!", "utf-8")
    library = load([("shipped", shipped_folder()), ("own", tmp_path)])
    found = [gap for gap in gaps(library.templates) if gap.missing]
    assert [(gap.language, gap.count, gap.missing, gap.instead) for gap in found] == [
        (language, 5, ("mine",), "") for language in LANGUAGES if language != "en"
    ]
