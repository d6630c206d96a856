"""The patterns by which the content rules know holes, links, shop talk and its disclosure."""

from __future__ import annotations

import re

_WHAT = (
    "name|handle|nick|username|video|post|city|code|link|topic|brand|date|quote"
    "|nombre|apellido|usuario|ciudad|código|codigo|enlace|fecha|tema|nome|usuário|cidade|data"
    "|prénom|prenom|nom|pseudo|vidéo|ville|lien|vorname|nutzername|stadt|datum|thema"
    "|nama|kota|tautan|tanggal|judul|título|titulo|titre|titel"
)
_WHOSE = (
    "(?:your |their |the |insert |first |last |tu |su |el |la |seu |teu |sua |tua |o |a |ton "
    "|ta |votre |le |dein |deine |ihr |der |die |das |insertar |inserir |insérer |masukkan )?"
)

_HOLES = (
    ("{}", r"\{\{|\}\}|\{%|%\}|\{#|\{\w[\w .-]*\}|\$\{"),
    ("%", r"%\(\w+\)s|%\w+%(?=\W|$)"),
    ("[", rf"\[(?i:{_WHOSE}(?:{_WHAT})\b[^\]]{{0,20}})\]|\[[A-Z][A-Z _]{{2,}}\]"),
    ("<", rf"<(?i:{_WHOSE}(?:{_WHAT}))>"),
    (
        ("___", "XXX", "TODO", "TBD", "orem ipsum"),
        r"_{3,}|\bX{3,}\b|\bTODO\b|\bTBD\b|[Ll]orem ipsum",
    ),
    (
        ("None", "null", "NULL", "undefined", "NaN", "nan"),
        (
            r"\b(?:[Hh]i|[Hh]ey|[Hh]ello|[Hh]allo|[Hh]ola|[Cc]iao|[Ss]alut|[Dd]ear"
            r"|[Oo]i|[Oo]lá|[Bb]onjour|[Cc]oucou|[Hh]ai|[Hh]alo)"
            r",?\s+(?:None|null|NULL|undefined|NaN|nan)\b"
            r"|\b(?:None|undefined|NaN|NULL)(?=\s*(?:[,!?;:]|$))"
        ),
    ),
    (
        (" ,", "\t,", ",,", ", ,", " .", "\t.", ", !", ",!", ", ?", ",?", "\u202f", "\u00a0"),
        r"(?<=\w)[ \t\u00a0\u202f]+,|,\s*[,!?]|[ \t]+\.(?=\s|$)",
    ),
    ('(“"‘«„', r"\(\s*\)|“\s*”|\"\"|‘\s*’|«\s*»|„\s*[“”]"),
)
HOLES = tuple((tuple(hints), re.compile(pattern)) for hints, pattern in _HOLES)
"""Blanks, placeholders, printed nothings and the gaps that empty values leave.

Each pattern is worth trying only on a text that holds one of its hints.
"""

GREETING = re.compile(
    r"\W*(?:hi|hey|hello|hallo|hola|ciao|salut|bonjour|dear|yo|hej|olá|oi|coucou|hai|halo|buenas"
    r"|moin),?\s+@?([^\s,!?:;]+)",
    re.IGNORECASE,
)
"""A greeting at the start; group 1 is whom it greets."""

_ENDINGS = (
    "com|net|org|info|biz|shop|store|app|link|site|online|page|bio|xyz|club|blog|dev|media|live|"
    "io|gg|tv|ly|gl|de|at|ch|fr|es|nl|uk|eu|pl|se|dk|br|jp"
)
LINK_HINT = re.compile(r"\.\w|://")
"""What every link holds and few sentences do."""

LINK = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"]+"
    rf"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:(?:{_ENDINGS})\b(?!\.?[a-z])|[a-z]{{2,}}/\w)[^\s<>\"]*",
    re.IGNORECASE,
)

SHORTENERS = frozenset(
    {
        *("adf.ly", "amzn.to", "bit.ly", "bitly.com", "bl.ink", "buff.ly", "cutt.ly", "goo.gl"),
        *("is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "s.id", "short.gy", "shorturl.at"),
        *("shrtco.de", "soo.gd", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al", "v.gd"),
    }
)

COMMERCE_HINTS = (
    *("code", "kode", "digo", "%", "coupon", "cup", "kupon", "voucher", "gift", "freebie"),
    *("gutschein", "=", "réduction", "bon d", "cadeau", "regalo", "presente", "geschenk"),
    "hadiah",
)
"""One of these is in every pattern of shop talk, once the text is folded."""

COMMERCE = re.compile(
    r"\b(?i:code|kode|c[oó]digo|cup[oó]n|cupom)\s*:?\s*[\"'“(]?(?=[A-Z0-9_-]*[A-Z])[A-Z0-9][A-Z0-9_-]{3,}\b"
    r"|(?i:\d{1,3}\s?%\s*(?:off\b|rabatt|discount|de (?:descuento|desconto|réduction|remise)"
    r"|di sconto|korting|diskon|potongan)"
    r"|\b(?:diskon|descuento del|desconto de|rabatt von)\s*\d{1,3}\s?%"
    r"|\b(?:coupon|voucher|gift ?card|freebie|promo code|discount code|gutschein|rabattcode"
    r"|cup[oó]n|cupom|kupon|code promo|c[oó]digo promocional|kode promo"
    r"|bon (?:de réduction|d['’]achat)|(?:carte|chèque) cadeau|tarjeta (?:de )?regalo"
    r"|(?:cartão|vale)[ -]presente|geschenkkarte|geschenkgutschein|kartu hadiah)\b"
    r"|[?&](?:ref|aff|affiliate|tag|coupon|discount)=)"
)
"""A code, a gift or an affiliate link."""

DISCLOSURE = re.compile(
    r"\b(?:ads?|advert(?:s|ising|isement)?|gifted|gift from|sponsored|paid partnership|affiliate|"
    r"commission|my (?:own )?(?:shop|store|merch)|anzeige|werbung|provision|"
    r"publicité|publicidade?|an[uú]ncio|pubblicità|reklam[ea]?|reclame|publi|(?:une|la) pub|iklan|"
    r"patrocinad[oa]|colaboración pagada|parceria paga|afiliad[oa]s?|comisión|comissão|"
    r"sponsorisée?|partenariat rémunéré|collaboration commerciale|affiliée?s?|"
    r"gesponsert|bezahlte partnerschaft|disponsori|kerja sama berbayar|afiliasi|komisi|"
    r"mi (?:propia )?tienda|minha (?:própria )?loja|ma (?:propre )?boutique|"
    r"mein(?:en|em)? (?:eigenen )?(?:shop|laden)|tokoku|toko (?:aku|saya))\b",
    re.IGNORECASE,
)
"""Words that say openly that there is money or a gift in it."""
