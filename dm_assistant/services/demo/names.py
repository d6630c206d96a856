"""The invented names, places and special guests of the sample audience (data).

Every handle holds a place that is on no map, so that none of them is anybody's real account.
"""

from __future__ import annotations

from typing import NamedTuple

CREATOR = "fog.and.paint"

PLACES = (
    *("umberfell", "quillmere", "nibshire", "ochreham", "gessoton", "vellumby", "easelby"),
    *("washmoor", "inkhollow", "paperfen", "sepiadale", "glazewick"),
)
"""Where the audience says it is from."""

SURNAMES = (
    *("Ashpenny", "Brindlecot", "Cobbleway", "Duskwater", "Elderquill", "Fernlatch"),
    *("Gullwhistle", "Hollowreed", "Inkpatch", "Larkspindle", "Mossbutton", "Nettlewick"),
)


class Region(NamedTuple):
    """Where some of the audience lives: how many, what they speak, what they are called.

    ``names`` are pairs of the name as its owner writes it and its letters for a handle.
    """

    country: str
    timezone: str
    language: str
    people: int
    names: tuple[tuple[str, str], ...]


def _same(names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, name.lower()) for name in names.split())


def _pairs(names: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.split("=")[0], each.split("=")[1]) for each in names.split())


_ENGLISH = _same(
    "Mira Tom Ada Jonah Wren Hattie Orla Felix Maud Idris Tess Rowan Nell Gareth Poppy Lewis"
)
_AMERICAN = _same(
    "June Marcus Dottie Caleb Ruth Wade Opal Theo Ginny Hank Leona Silas Faye Boone Cora Amos"
)

REGIONS = (
    Region("GB", "Europe/London", "en", 46, _ENGLISH),
    Region("IE", "Europe/Dublin", "en", 8, _same("Niamh Cillian Roisin Fintan Sorcha")),
    Region("US", "America/New_York", "en", 20, _AMERICAN),
    Region("US", "America/Chicago", "en", 7, _AMERICAN),
    Region("US", "America/Los_Angeles", "en", 12, _AMERICAN),
    Region("CA", "America/Toronto", "en", 7, _same("Elise Brodie Maren Anders Tilly")),
    Region(
        *("DE", "Europe/Berlin", "de", 12),
        _pairs("Jürgen=juergen Anneke=anneke Käthe=kaethe Björn=bjoern Lotte=lotte Fritzi=fritzi"),
    ),
    Region(
        *("FR", "Europe/Paris", "fr", 11),
        _pairs("Zoé=zoe Élodie=elodie Loïc=loic Anaïs=anais Théo=theo François=francois"),
    ),
    Region(
        *("ES", "Europe/Madrid", "es", 10),
        _pairs("Íñigo=inigo Begoña=begona Lucía=lucia Andrés=andres Marisol=marisol"),
    ),
    Region(
        *("BR", "America/Sao_Paulo", "pt", 10),
        _pairs("João=joao Inês=ines Conceição=conceicao Luã=lua Thaís=thais Caetano=caetano"),
    ),
    Region(
        *("IT", "Europe/Rome", "it", 8),
        _same("Giada Nico Fiorella Tullio Ornella"),
    ),
    Region(
        *("PL", "Europe/Warsaw", "pl", 7),
        _pairs("Łucja=lucja Zdzisław=zdzislaw Małgosia=malgosia Święta=swieta"),
    ),
    Region(
        *("JP", "Asia/Tokyo", "ja", 12),
        _pairs("ゆき=yuki さくら=sakura 陽菜=hina 蓮=ren みどり=midori ハル=haru"),
    ),
    Region("KR", "Asia/Seoul", "ko", 7, _pairs("민서=minseo 지우=jiwoo 하늘=haneul 서연=seoyeon")),
    Region(
        *("IN", "Asia/Kolkata", "hi", 14),
        _pairs("आरव=aarav मीरा=meera दीया=diya कबीर=kabir अनन्या=ananya रोहन=rohan"),
    ),
    Region("EG", "Africa/Cairo", "ar", 9, _pairs("ليلى=layla يوسف=yousef نور=nour سارة=sara")),
    Region("AE", "Asia/Dubai", "ar", 5, _pairs("مريم=maryam خالد=khalid هند=hind")),
    Region("TR", "Europe/Istanbul", "tr", 6, _pairs("İpek=ipek Çağla=cagla Gökçe=gokce Şule=sule")),
    Region("NG", "Africa/Lagos", "en", 6, _same("Adaeze Tunde Ifeoma Segun")),
    Region("ID", "Asia/Jakarta", "id", 6, _same("Dewi Bayu Sekar Rangga")),
    Region("AU", "Australia/Sydney", "en", 6, _same("Banjo Matilda Kirra Darcy")),
    Region("TW", "Asia/Taipei", "zh", 5, _pairs("小雨=xiaoyu 思婷=siting 家豪=jiahao")),
)

DECORATIONS = ("{} 🌿", "🎨 {}", "{} ✨", "~ {} ~", "{} 🐌💛", "𝓁𝒾𝓁 {}", "{} | sketchbook", "☁️{}☁️")
"""How some people dress up their display names."""


class Guest(NamedTuple):
    """Somebody with a part of their own: what they are there to show is in ``part``."""

    handle: str
    name: str
    part: str


GUESTS = (
    Guest("mila.of.quillmere", "Mila", "look-alike"),
    Guest("mi1a.of.quillmere", "Mi\u200bla", "look-alike"),
    Guest("max.umberfell", "[bold]Max[/]", "markup in the name"),
    Guest("zed_of_inkhollow", "Zed \x1b[31mred\x1b[0m", "an escape sequence in the name"),
    Guest("hush.of.paperfen", "Hush", "says stop in public"),
)

RING = ("nibshire_deals", "ochreham_deals", "gessoton_deals", "vellumby_deals", "easelby_deals")
"""Five accounts that post one text within the hour."""

PROMOTERS = (
    *("grow.fast.washmoor", "inkhollow_followers", "paperfen.promo", "boost_sepiadale"),
    *("glazewick.marketing", "viral.of.umberfell"),
)
HUNTERS = tuple(f"win_{number}_{place}" for number, place in enumerate(PLACES, start=11))
"""They come for giveaways and nothing else."""
