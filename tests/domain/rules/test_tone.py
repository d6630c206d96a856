"""No bargain for likes, no secret and no question for a number; pressure and guilt are said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dm_assistant.domain.rules.verdict import Finding, Status
from tests.domain.rules.people import POLICY, ask, draft, found

GRAVE = (
    *("Follow me and I'll send you one", "like and follow to get it", "f4f?", "Tag 3 friends!"),
    *("keep this between us", "don't tell anyone", "Dont tell your mom", "it is our little secret"),
    *("what's your number?", "Send me your phone number", "your password", "the verification code"),
    *("Sígueme y te mando uno", "no se lo digas a nadie", "dame tu número", "tu contraseña"),
    *("curte e ganha", "fica entre nós", "me passa seu número", "sua senha"),
    *(
        "abonne-toi et je t'envoie",
        "ne le dis à personne",
        "c'est quoi ton numéro",
        "ton mot de passe",
    ),
    *("folge mir und du bekommst", "das bleibt unter uns", "gib mir deine Nummer", "dein Passwort"),
    *("follow dulu ya", "jangan bilang siapa-siapa", "minta nomor dong", "kata sandi"),
)
OTHER = (
    *("Did you see my message?", "did you get my DM", "why didn't you reply", "only 3 left!"),
    *("Last chance to join", "hurry up", "still waiting for your answer", "while stocks last"),
    *("¿Viste mi mensaje?", "última oportunidad", "solo hoy", "por qué no respondes"),
    *("viu minha mensagem?", "não perca", "só hoje", "por que não me respondeu"),
    *(
        "tu as vu mon message ?",
        "dernière chance",
        "plus que 2 places",
        "pourquoi tu ne réponds pas",
    ),
    *("Hast du meine Nachricht gesehen?", "letzte Chance", "nur noch 3 Stück", "Beeil dich"),
    *("lihat pesan saya?", "buruan", "stok terbatas", "kenapa gak dibalas"),
)
KIND = (
    *(
        "No need to hurry, no need to answer.",
        "Your number one fan is me.",
        "Like two drops of water.",
    ),
    *(
        "our secret garden painting",
        "I saw your message and smiled.",
        "Thanks for the like and follow",
    ),
    *("it is only fair", "You have a real eye.", "I follow your thoughts.", "Tell everyone hello!"),
    *("A yes, a no or a better idea are all welcome.", "I look forward to the last chapter."),
    *("Un saludo entre amigos", "Folge 3 war die beste", "Nur Mut!", "sisa hari ini indah"),
)


def finding(text: str, *, words: tuple[str, ...] = (), quotes: tuple[str, ...] = ()) -> Finding:
    policy = replace(POLICY, tone_words=words)
    return found(ask(what=draft(text=text, quotes=quotes), policy=policy), "tone")


@pytest.mark.parametrize("text", GRAVE)
def test_bargains_secrets_and_questions_for_data_have_to_go(text: str) -> None:
    assert finding(text).status is Status.FIX
    assert not finding(text).overridable


@pytest.mark.parametrize("text", OTHER)
def test_pressure_guilt_and_scarcity_are_warned_about(text: str) -> None:
    assert finding(text).status is Status.WARN
    assert finding(text).overridable


@pytest.mark.parametrize("text", KIND)
def test_kind_words_pass(text: str) -> None:
    assert finding(text).status is Status.ALLOW


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Hi Mia! Did  you SEE my\nmessage? 🙂",
            "'Did you SEE my message' may make them feel guilty",
        ),
        ("¿Así que VISTE mi mensaje?", "'VISTE mi mensaje' may make them feel guilty"),
        ("Ｏｎｌｙ ３ ｌｅｆｔ", "'Ｏｎｌｙ ３ ｌｅｆｔ' makes things scarce"),
        ("dοn't tell anyone", "'dοn't tell anyone' asks for secrecy"),
    ],
)
def test_the_exact_place_is_quoted(text: str, place: str) -> None:
    assert finding(text).detail == f"{place}."


def test_every_kind_is_told_once_and_the_grave_ones_alone() -> None:
    both = finding("Did you see my message? Did you get my message? Only 2 left!")
    assert both.detail == (
        "'Did you see my message' may make them feel guilty; 'Only 2 left' makes things scarce."
    )
    grave = finding("Did you see my message? Follow me and I tell you. Don't tell anyone.")
    assert grave.detail == (
        "'Follow me and I' offers something for likes or follows; "
        "'Don't tell anyone' asks for secrecy."
    )


def test_what_they_wrote_is_not_the_tone_of_the_creator() -> None:
    quote = "did you see my message?"
    assert finding(f"You asked “{quote}”: yes!", quotes=(quote,)).status is Status.ALLOW
    assert finding(f"You asked “{quote}”: yes!").status is Status.WARN


def test_a_word_of_the_creators_own_list_has_to_go() -> None:
    assert finding("Hey Babe!", words=("babe", "hit me up")).detail == (
        "'Babe' is on your own list of words not to send."
    )
    assert finding("so HIT ME up", words=("babe", "hit me up")).status is Status.FIX
    assert finding("a baby lamb", words=("babe", "hit me up")).status is Status.ALLOW
    assert finding("привет, милая", words=("милая",)).status is Status.FIX
