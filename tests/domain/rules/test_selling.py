"""What sells counts as an offer, whatever its draft says; what only sounds like it does not."""

from __future__ import annotations

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.selling import counts_as, selling_places
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import ask, draft, found


def selling_words(text: str, quotes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.words for each in selling_places(text, quotes)))


SELLS = (
    *("Thanks Mia! Here is 20 % off with MAYA10.", "25 percent off this week", "half price today"),
    *("use my code at the till", "a discount for you", "There is a discount on prints for you."),
    *("Sign up here for the workshop", "join my Patreon", "subscribe to my newsletter"),
    *("Prints are 20 € each.", "It is $15.", "just 12 EUR", "£8 with postage", "Cuma Rp 50.000"),
    *("You can buy it in my shop.", "order it from our little shop", "my new merch is out"),
    *("pre-order yours now", "shop now: example.com", "look at mia.etsy.com", "free shipping!"),
    *("20% de descuento para ti", "tengo un cupón para ti", "compra ahora", "en oferta", "2 €"),
    *("Visita mi tienda", "Suscríbete a mi newsletter", "envío gratis"),
    *("20% de desconto para você", "um cupom só seu", "Frete grátis!", "Inscreva-se", "R$ 30"),
    *("visite minha loja", "está à venda", "-20 % de réduction", "un code promo", "en vente ici"),
    *("Inscris-toi vite", "livraison offerte", "visite ma boutique", "c'est à 15 euros"),
    *("20 % Rabatt für dich", "ein Gutschein", "jetzt bestellen", "Melde dich an", "15 Euro"),
    *(
        "zum halben Preis",
        "in meinem Onlineshop",
        "diskon 20 % buat kamu",
        "kode promo",
        "gratis ongkir",
    ),
    *("daftar sekarang", "beli di sini", "aku jual stiker"),
)
DISGUISED = (
    "２０％ ｏｆｆ",
    "20 % o\u200bff",
    "2\u200b0% off",
    "dіscount code",
    "DISCOUUUNT CODE",
    "prómo côde",
)
INNOCENT = (
    *(
        "I saw your shop window painting.",
        "What a price to pay!",
        "You were in our shop in the video",
    ),
    *("I would not discount your idea.", "You bought the same lamp!", "I use code to animate it."),
    *("100 % yours, thank you", "I spent 20 € on that paper, imagine.", "That brush cost me 5 €."),
    *("I never thought I would sign up for this.", "in order to see it", "on a sale day in spring"),
    *(
        "You can buy it at any art store.",
        "My shop is full of dust, and so am I",
        "It was priceless.",
    ),
    *(
        "What a code of honour",
        "your offer to help was lovely",
        "a deal is a deal",
        "ISO 400, f 2.8",
    ),
    *("El precio de la fama", "¡Qué tienda tan bonita!", "o preço da paz", "uma loja de tintas"),
    *("quel prix à payer", "la boutique d'en face", "was für ein Preis", "der Laden an der Ecke"),
    *("Melde dich, wenn du magst.", "harga diri itu mahal", "toko kue di dekat rumah"),
    *("I promise to register what you said.", "Nobody sells dreams like you", "R2-D2 made my day"),
)


@pytest.mark.parametrize("text", [*SELLS, *DISGUISED])
def test_what_sells_counts_as_an_offer(text: str) -> None:
    for purpose in (Purpose.THANKS, Purpose.FEEDBACK, Purpose.COLLAB, Purpose.ANSWER):
        assert counts_as(purpose, text, ()) is Purpose.OFFER


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_talk_of_shops_and_prices_sells_nothing(text: str) -> None:
    assert selling_words(text, ()) == ()


def test_the_words_found_are_named_as_they_stand_in_the_text() -> None:
    verdict = ask(what=draft(text="The blue lamp! A Gift: 20 % OFF with MAYA10.", code="MAYA10"))
    finding = found(verdict, "true_purpose")
    assert finding.status is Status.WARN
    assert finding.overridable
    assert finding.detail == "It counts as an offer, not as thanks: '20 % OFF', 'MAYA10'."


def test_what_they_wrote_themselves_sells_nothing() -> None:
    quote = "do you have 20 % off for fans?"
    text = f"You asked me “{quote}” and I laughed."
    assert selling_words(text, (quote,)) == ()
    assert selling_words(text, ()) == ("20 % off",)
    assert selling_words(f"{text} And yes: 20 % off!", (quote,)) == ("20 % off",)


def test_a_quote_hides_only_itself() -> None:
    assert selling_words("Take 20 % off, after 120 fogs", ("0 % of",)) == ("20 % off",)
    assert selling_words("look, 20 % off, ok", ("ok",)) == ("20 % off",)
    assert selling_words("^ 20 % off ^", ()) == ("20 % off",)


def test_the_code_set_aside_for_them_sells_by_itself() -> None:
    assert counts_as(Purpose.THANKS, "This is yours: mia7", (), "mia7") is Purpose.OFFER
    assert counts_as(Purpose.THANKS, "This is yours", (), "mia7") is Purpose.THANKS


def test_a_public_reply_says_what_its_word_is_for_and_stays_one() -> None:
    text = "Write PAPER below to get my 10 % discount on the blue lamp. Ad."
    invite = draft(Purpose.INVITE, text=text)
    finding = found(ask(what=invite), "true_purpose")
    assert finding.status is Status.WARN
    assert counts_as(Purpose.INVITE, text, ()) is Purpose.INVITE


@pytest.mark.parametrize("purpose", [Purpose.OFFER, Purpose.CHALLENGE])
def test_what_is_drafted_as_commercial_stays_what_it_is(purpose: Purpose) -> None:
    assert counts_as(purpose, "20 % off", ()) is purpose
    assert found(ask(what=draft(purpose)), "true_purpose").status is Status.ALLOW
