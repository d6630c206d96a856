"""The rules about words know holes, openness about money and pressure in six languages."""

import pytest

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.rules.verdict import Status
from tests.domain.rules.people import ask, draft, found, person

HOLES = (
    *(
        "¡Hola [nombre]!",
        "Hola, [TU NOMBRE]",
        "Oi [seu nome]!",
        "Salut [prénom] !",
        "Hi [Vorname]!",
    ),
    *("Hai [nama]!", "¡Hola, !", "Oi, null!", "Coucou None !", "Halo undefined", "« » de toi"),
    *("Danke für „“!", "Danke für „ ”!", "vu sous «\u00a0»", "<nombre> mira", "Salut\u00a0, toi"),
)
WHOLE = (
    *("¡Hola, Mia! ¿Qué tal?", "Salut Mia\u202f! Ça va\u202f?", "Oi, Mia! Tudo bem?", "Hai Mia!"),
    *("Danke für „das Licht“!", "« oui » et « non »", "[risas] qué bueno", "sou nulo em desenho"),
)


@pytest.mark.parametrize("text", HOLES)
def test_a_hole_is_found(text: str) -> None:
    assert found(ask(what=draft(text=text)), "unfilled").status is Status.FIX


@pytest.mark.parametrize("text", WHOLE)
def test_whole_words_have_no_hole(text: str) -> None:
    assert found(ask(what=draft(text=text)), "unfilled").status is Status.ALLOW


@pytest.mark.parametrize("greeting", ["¡Hola,", "Oi,", "Coucou", "Hai", "Halo", "Moin", "Olá"])
def test_a_greeting_by_handle_is_known(greeting: str) -> None:
    queen = person(handle="dance_queen99", name="")
    greeted = found(ask(queen, draft(text=f"{greeting} dance_queen99! 🎨")), "unfilled")
    assert greeted.status is Status.FIX
    mia = person(handle="dance_queen99", name="Mia")
    assert found(ask(mia, draft(text=f"{greeting} Mia!")), "unfilled").status is Status.ALLOW


OPEN = (
    *("Publicidad de mi tienda: el código MIA10XY", "Es un anuncio: un cupón para ti"),
    *("Colaboración pagada, código MIA10XY", "Recibo comisión por el código MIA10XY"),
    *(
        "Publicidade: código MIA10XY",
        "Isto é um anúncio: um cupom",
        "Parceria paga: código MIA10XY",
    ),
    *("Publi da minha loja: 15 % de desconto", "Ganho comissão com o código MIA10XY"),
    *("Une pub pour ma boutique : code MIA10XY", "Collaboration commerciale : code promo"),
    *("Partenariat rémunéré : 15 % de réduction", "C’est sponsorisé : un bon d’achat"),
    *("Anzeige: ein Gutschein", "Werbung für meinen Shop: Code MIA10XY", "Gesponsert: Rabattcode"),
    *("Ini iklan: kode MIA10XY", "Kerja sama berbayar: kode MIA10XY", "Dari tokoku: diskon 15 %"),
)
HIDDEN = (
    *("El código MIA10XY es tuyo", "un cupón para ti (publicidad)", "tarjeta de regalo para ti"),
    *("Seu código MIA10XY", "um cupom (publi)", "um vale-presente", "cartão presente pra você"),
    *("Le code MIA10XY est à toi", "un bon d’achat (publicité)", "une carte cadeau pour toi"),
    *("on se voit au pub ? code MIA10XY", "Ein Gutschein (Werbung)", "eine Geschenkkarte für dich"),
    *("Kode MIA10XY buat kamu", "kartu hadiah (iklan)", "diskon 15 % (iklan)"),
)


@pytest.mark.parametrize("text", OPEN)
def test_money_is_said_first(text: str) -> None:
    verdict = ask(what=draft(Purpose.OFFER, text=text))
    assert found(verdict, "disclosure").status is Status.ALLOW


@pytest.mark.parametrize("text", HIDDEN)
def test_money_that_is_not_said_first_has_to_be(text: str) -> None:
    verdict = ask(what=draft(Purpose.OFFER, text=text))
    assert found(verdict, "disclosure").status is Status.FIX


GRAVE = (
    *(
        "sígueme y gana una lámina",
        "entre tú y yo, ¿eh?",
        "mándame tu dirección",
        "tus datos bancarios",
    ),
    *("segue e ganha um print", "só entre a gente", "me manda seu cpf", "seus dados bancários"),
    *("abonne-toi pour gagner", "garde-le pour toi", "envoie-moi ton adresse", "ton IBAN"),
    *(
        "abonniere und gewinne",
        "behalte es für dich",
        "schick mir deine Adresse",
        "deine Kontodaten",
    ),
    *("follow untuk menang", "rahasiakan ya", "kirim alamat kamu", "nomor rekening kamu"),
)
OTHER = (
    *("responde ya, por favor", "me dejaste en visto", "quedan 3 cupos", "por tiempo limitado"),
    *("responda agora", "me deixou no vácuo", "restam poucas unidades", "por tempo limitado"),
    *("réponds tout de suite", "tu m’as laissé en vu", "plus que quelques places", "offre limitée"),
    *("nicht verpassen!", "immer noch keine Antwort", "nur für kurze Zeit", "du musst antworten"),
    *("jangan lewatkan", "kok cuma dibaca", "sisa 3 slot", "jawab sekarang"),
)
KIND = (
    *("Mañana tengo un tiempo limitado para pintar.", "Queda entre mis favoritos.", "Sin prisa."),
    *("Tu dirección del pincel es bonita.", "Não precisa responder.", "Só queria te agradecer."),
    *("Ton adresse au pinceau est folle.", "Réponds quand tu veux.", "Pas besoin de répondre."),
    *("Antworte, wann du magst.", "Du musst nicht antworten.", "Deine Adresse an den Himmel!"),
    *("Nggak perlu dibalas.", "Jawab kapan saja.", "Alamat hatimu jelas di lukisan itu."),
)


@pytest.mark.parametrize("text", GRAVE)
def test_bargains_secrets_and_questions_for_data_have_to_go(text: str) -> None:
    assert found(ask(what=draft(text=text)), "tone").status is Status.FIX


@pytest.mark.parametrize("text", OTHER)
def test_pressure_guilt_and_scarcity_are_warned_about(text: str) -> None:
    assert found(ask(what=draft(text=text)), "tone").status is Status.WARN


@pytest.mark.parametrize("text", KIND)
def test_kind_words_pass(text: str) -> None:
    assert found(ask(what=draft(text=text)), "tone").status is Status.ALLOW
