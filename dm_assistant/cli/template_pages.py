"""How templates are told: as documents for programs, and as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dm_assistant.cli import documents, pages
from dm_assistant.cli.printing import Json, clock, count, paragraph, table
from dm_assistant.domain.rules.verdict import iso
from dm_assistant.domain.templates.gaps import untranslated

if TYPE_CHECKING:
    from dm_assistant.domain.templates.gaps import Gap
    from dm_assistant.domain.templates.variables import Variable
    from dm_assistant.services.previewing import Preview
    from dm_assistant.services.shelf import TemplateLine
    from dm_assistant.services.template_check import Checked
    from dm_assistant.services.template_results import VersionFigures

HEADS = ("template", "language", "lever", "from", "used", "replied", "findings")


def document(line: TemplateLine) -> dict[str, Json]:
    """Return one template as it is listed."""
    return {
        "name": line.name,
        "purpose": str(line.purpose),
        "language": line.language,
        "version": line.version,
        "lever": str(line.lever),
        "value": line.value,
        "gives": line.gives,
        "follows": list(line.follows),
        "origin": line.origin,
        "used": line.used,
        "results": line.figures.as_json() if line.figures else None,
        "earlier": [_version(each) for each in line.earlier],
        "findings": list(line.findings),
    }


def _version(each: VersionFigures) -> Json:
    return {
        "version": each.version,
        "last_at": iso(each.last_at),
        "results": each.figures.as_json(),
    }


def whole(line: TemplateLine) -> Json:
    """Return one template with its text."""
    template = line.template
    return {
        **document(line),
        "file": line.path,
        "text": template.body if template else "",
        "needs": sorted(template.needs) if template else [],
        "title": template.title if template else "",
        "notes": template.notes if template else "",
    }


def listing(lines: Iterable[TemplateLine]) -> Iterator[str]:
    """Yield the table of templates."""
    found = list(lines)
    if not found:
        yield "there are no such templates; templates gaps shows what there is"
        return
    rows = (
        (
            each.name,
            each.language,
            each.lever or "-",
            each.origin,
            f"{each.used:,}",
            _briefly(each),
            _findings(each),
        )
        for each in found
    )
    yield from table(HEADS, rows, right=(4,))


def _findings(line: TemplateLine) -> str:
    """Return the first finding without its file, which the line names already."""
    if not line.findings:
        return "none"
    more = f" (and {len(line.findings) - 1} more)" if len(line.findings) > 1 else ""
    return line.findings[0].removeprefix(f"{line.path}:").strip() + more


def _briefly(line: TemplateLine) -> str:
    """Return k of n and, where it may be shown, the range."""
    if line.figures is None or not line.counted:
        return "-"
    from dm_assistant.domain.statistics import words

    rate = line.figures.reply
    range_ = f", {words.likely(rate)}" if rate.rate is not None else ""
    return f"{rate.k} of {rate.n}{range_}"


def replied(line: TemplateLine) -> str:
    """Say what became of a template's messages; a new version has none of its own."""
    from dm_assistant.domain.statistics import words

    if not line.counted:
        return "not counted"
    return "-" if line.figures is None else words.counted(line.figures.reply)


def page(line: TemplateLine) -> Iterator[str]:
    """Yield one template in full."""
    template = line.template
    yield f"{line.name}  {line.language}  {line.origin}  version {line.version or '-'}"
    if template is None:
        yield from line.findings
        return
    if template.title:
        yield template.title
    said = (
        line.lever and f"lever {line.lever}",
        line.gives and f"gives {line.gives}",
        line.value and f"value: {line.value}",
    )
    if any(said):
        yield "; ".join(each for each in said if each)
    if line.follows:
        yield f"follows {', '.join(line.follows)}"
    if template.needs:
        yield f"needs {', '.join(sorted(template.needs))}"
    yield ""
    yield from paragraph(template.body.strip("\n"))
    yield ""
    yield from line.findings
    yield from _results(line)


def _results(line: TemplateLine) -> Iterator[str]:
    yield f"{count(line.used, 'message')} sent, in all versions"
    if not line.counted:
        yield "replies to these are not counted: such messages open no conversation"
        return
    if line.figures is None:
        yield "this version was not sent yet; what it brings is counted from its first message on"
    else:
        yield f"this version: {_figures(line.figures.as_json(), replied(line))}"
    for each in line.earlier:
        from dm_assistant.domain.statistics import words

        said = _figures(each.figures.as_json(), words.counted(each.figures.reply))
        yield f"version {each.version}, last {clock(each.last_at)[:10]}: {said}"


def _figures(known: Mapping[str, object], said: str) -> str:
    left = known["opt_out"]
    gone = f"{left['k']} of {left['n']} opted out" if isinstance(left, dict) else ""
    return f"{known['sent']} sent, {said}, {gone}"


def checked(each: Checked) -> dict[str, Json]:
    """Return one checked file: the keys of the list, and each problem with its place."""
    template = each.template
    folder, _, rest = each.file.partition("/")
    return {
        "name": f"{folder}/{template.name}" if template else each.file.removesuffix(".md"),
        "purpose": folder if rest else "",
        "language": template.language if template else "",
        "version": template.version if template else "",
        "findings": [str(note) for note in each.notes],
        "problems": [
            {
                "file": note.problem.file,
                "line": note.problem.line,
                "level": "error" if note.error else "warning",
                "rule": note.rule,
                "reason": note.problem.reason,
            }
            for note in each.notes
        ],
    }


def findings(found: Iterable[Checked]) -> Iterator[str]:
    """Yield each problem on its line, then how many templates cannot be used."""
    files = list(found)
    for each in files:
        yield from map(str, each.notes)
    broken = sum(not each.usable for each in files)
    yield f"{broken} of {count(len(files), 'template')} cannot be used"


def read(made: Preview) -> Json:
    """Return a preview."""
    return {
        "name": made.template.full_name,
        "handle": made.handle,
        "language": made.template.language,
        "version": made.template.version,
        "text": made.text,
        **documents.receipts(made.sources),
        "asks": list(made.asks),
        "left_out": list(made.empty),
        "stand_ins": list(made.stand_ins),
        "findings": [
            {"rule": each.rule, "status": each.status.value, "detail": each.detail}
            for each in made.findings
        ],
    }


def reading(made: Preview) -> Iterator[str]:
    """Yield a preview: the text, the source of each phrase, what fell away, and the findings."""
    yield from paragraph(made.text, indent="")
    yield ""
    for each in made.sources:
        yield from paragraph(pages.receipt(each))
    for question in made.asks:
        yield f'  asks: {question}  (--fill "{question}=…" answers it)'
    if made.empty:
        yield f"  not known, so left out: {', '.join(made.empty)}"
    if made.stand_ins:
        yield f"  only an example here: {', '.join(made.stand_ins)} (--fill NAME=TEXT says it)"
    for found in made.findings:
        yield f"  {found.rule}: {found.detail}"
    size = len(made.text.encode())
    yield f"  {count(len(made.text), 'character')}, {count(size, 'byte')}"


def gap_list(found: Iterable[Gap]) -> Json:
    """Return the table of languages as a list."""
    return [
        {
            "purpose": each.folder,
            "language": each.language,
            "count": each.count,
            "missing": list(each.missing),
            "instead": each.instead,
        }
        for each in found
    ]


def gap_table(found: Iterable[Gap]) -> Iterator[str]:
    """Yield purposes by languages; where there are none, what somebody would get instead."""
    gaps = list(found)
    languages = list(dict.fromkeys(each.language for each in gaps))
    cells: dict[str, list[str]] = {}
    for each in gaps:
        cells.setdefault(each.folder, []).append(cell(each))
    yield from table(("purpose", *languages), ((name, *row) for name, row in cells.items()))
    yield "a number counts templates; “en” means: none, so people would get English ones"
    for full_name, lacking in untranslated(gaps).items():
        yield f"{full_name} is not there in {', '.join(lacking)}"


def cell(gap: Gap) -> str:
    """Return how many there are, else what somebody would get instead."""
    return str(gap.count) if gap.count else gap.instead or "-"


def variable(each: Variable) -> Json:
    """Return what a template may say by a name, and where the value comes from."""
    return {
        "name": each.name,
        "meaning": each.meaning,
        "ladder": [rung.value for rung in each.ladder],
        "example": each.example,
        "longest": each.longest,
        "personal": each.personal,
    }


def variable_page(known: Iterable[Variable]) -> Iterator[str]:
    """Yield every variable with the ladder its value comes from."""
    for each in known:
        mark = ", a fact about the person" if each.personal else ""
        yield f"{each.name}  (up to {each.longest} characters{mark})"
        yield from paragraph(f"{each.meaning}; such as “{each.example}”")
        steps = [*(rung.value for rung in each.ladder), "nothing"]
        yield from paragraph(f"comes from: {'; else '.join(steps)}")
