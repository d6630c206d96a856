"""What people ask for, read out: the themes with their weight, replies to read, the quote bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dm_assistant.domain import feedback as weighing
from dm_assistant.domain.feedback import Theme, Vocabulary, Weight
from dm_assistant.domain.quoting import quoted
from dm_assistant.domain.statistics.figures import share
from dm_assistant.domain.text import fold
from dm_assistant.services.feedback import wanted
from dm_assistant.services.feedback_views import Board, Journey, Quote, Reply, ThemeLine
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import feedback
from dm_assistant.storage.database import Tx
from dm_assistant.storage.feedback import Message, Said


def board(ws: Workspace) -> Board:
    """Return every theme, the weightiest first, and how far the replies are read."""
    with ws.database.read() as tx:
        return _board(tx)


def _board(tx: Tx) -> Board:
    themes = feedback.themes(tx)
    codings = feedback.codings(tx)
    asked, answered = feedback.asked(tx)
    replies = feedback.replies(tx)
    found = weighing.weights(themes, codings, answered)
    asking: dict[int, set[int]] = {}
    for coding in codings:
        if coding.theme_id is not None:
            asking.setdefault(coding.theme_id, set()).add(coding.contact_id)
    newest = _newest(tx, themes)
    messages = feedback.of_campaigns(tx, weighing.CAMPAIGN)
    return Board(
        themes=tuple(
            _line(
                theme,
                found[theme.id],
                asking.get(theme.id, set()),
                messages.get(theme.campaign, []),
                newest.get(theme.id),
            )
            for theme in weighing.ordered(themes, found)
        ),
        asked=len(asked),
        answered=share(len(answered), len(asked)),
        coded=share(len(answered & {each.contact_id for each in codings}), len(answered)),
        replies=len(replies),
        uncoded=sum(not each.coded for each in replies),
    )


def _line(
    theme: Theme,
    weight: Weight,
    people: set[int],
    messages: Sequence[Message],
    newest: Quote | None,
) -> ThemeLine:
    out = {each.contact_id for each in messages if each.out}
    waiting = {each.contact_id for each in messages if each.waiting} - out
    return ThemeLine(
        theme=theme,
        weight=weight,
        told=len(out),
        replied=len({each.contact_id for each in messages if each.replied}),
        telling=len(waiting),
        untold=len(people - out - waiting),
        newest=newest,
    )


def _newest(tx: Tx, themes: Sequence[Theme]) -> dict[int, Quote]:
    found: dict[int, Quote] = {}
    for said in feedback.coded(tx):
        quote = _quote(said, themes)
        for theme_id in said.themes if quote.words else ():
            found.setdefault(theme_id, quote)
    return found


def _quote(said: Said, themes: Iterable[Theme]) -> Quote:
    return Quote(
        number=said.number,
        handle=said.handle,
        at=said.at,
        words=quoted(said.text),
        themes=tuple(theme.name for theme in themes if theme.id in said.themes),
        post=said.post,
    )


def quotes(ws: Workspace, theme: str | None = None, search: str = "") -> tuple[Quote, ...]:
    """Return what people said when they asked for a theme, or for any, newest first.

    What holds nothing but links and mentions is left out. A search is for words in any case.
    """
    with ws.database.read() as tx:
        themes = feedback.themes(tx)
        only = None if theme is None else wanted(themes, theme).id
        return _quotes(tx, themes, only, search)


def _quotes(
    tx: Tx, themes: Sequence[Theme], only: int | None, search: str = ""
) -> tuple[Quote, ...]:
    words = fold(search).split()
    found = (
        _quote(said, themes) for said in feedback.coded(tx) if only is None or only in said.themes
    )
    return tuple(
        quote for quote in found if quote.words and all(word in fold(quote.words) for word in words)
    )


def journey(ws: Workspace, theme: str) -> Journey:
    """Return the way of one theme: asked, answered, read, asked for this, made, told, replied."""
    with ws.database.read() as tx:
        themes = feedback.themes(tx)
        one = wanted(themes, theme)
        whole = _board(tx)
        line = next(each for each in whole.themes if each.theme.id == one.id)
        return Journey(
            line=line,
            asked=whole.asked,
            answered=whole.answered,
            coded=whole.coded,
            told=share(line.told, max(line.told, line.weight.people)),
            replied=share(line.replied, line.told),
            quotes=_quotes(tx, themes, one.id),
        )


# --- replies to read -------------------------------------------------------------------------


def uncoded(ws: Workspace, *, every: bool = False) -> tuple[Reply, ...]:
    """Return the answers to a question for an opinion that nobody has read, oldest first.

    With ``every`` also whatever else people wrote to the creator.
    """
    with ws.database.read() as tx:
        waiting = [each for each in feedback.replies(tx, every=every) if not each.coded]
        return _replies(tx, waiting)


def one_reply(ws: Workspace, inbound_id: int) -> Reply | None:
    """Return one message, to be read for what it asks."""
    with ws.database.read() as tx:
        said = feedback.message(tx, inbound_id)
        return None if said is None else _replies(tx, [said])[0]


def find(ws: Workspace, words: str) -> tuple[Reply, ...]:
    """Return the newest comments that hold all these words."""
    with ws.database.read() as tx:
        return _replies(tx, feedback.comments_with(tx, words))


def _replies(tx: Tx, found: Sequence[Said]) -> tuple[Reply, ...]:
    themes = feedback.themes(tx)
    names: Mapping[int, str] = {theme.id: theme.name for theme in themes}
    words = [(theme.id, f"{theme.name} {theme.idea}") for theme in themes]
    words += [(each, said.text) for said in feedback.coded(tx) for each in said.themes]
    known = Vocabulary((theme_id, text) for theme_id, text in words if theme_id in names)
    return tuple(
        Reply(
            number=said.number,
            handle=said.handle,
            at=said.at,
            words=said.text,
            asked=said.asked,
            asked_at=said.asked_at,
            post=said.post,
            themes=tuple(names[each] for each in said.themes if each in names),
            coded=said.coded,
            suggested=known.suggest(said.text),
        )
        for said in found
    )
