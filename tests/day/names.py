"""The invented names of the day; every handle holds a place that is on no map (data)."""

from __future__ import annotations

from typing import NamedTuple

PLACES = (
    *("solderby", "clampford", "rivetham", "patinaburn", "shellacton", "glueminster", "waxholme"),
    *("hingecombe", "dowelsea", "filebridge", "brassmoor", "tenonwick", "varnishtead"),
)


class Home(NamedTuple):
    """Where somebody lives, what they speak, and names from there: as written, and in letters."""

    timezone: str
    country: str
    language: str
    names: tuple[tuple[str, str], ...]


def _home(timezone: str, country: str, language: str, listed: str) -> Home:
    pairs = (each.partition("=") for each in listed.split())
    names = tuple((name, letters or name.lower()) for name, _, letters in pairs)
    return Home(timezone, country, language, names)


AWAKE = (
    _home("Europe/London", "GB", "en", "Edda Corin Mabel Percy Ottilie Rafe Winnie Barnaby"),
    _home("Europe/Dublin", "IE", "en", "Aoife=aoife Donal Maeve Ronan"),
    _home("Europe/Paris", "FR", "fr", "Zéphyr=zephyr Maëlle=maelle Côme=come Héloïse=heloise"),
    _home("Europe/Madrid", "ES", "es", "Nuño=nuno Begoña=begona Iñaki=inaki Marisol"),
    _home("Europe/Berlin", "DE", "de", "Jürgen=juergen Käthe=kaethe Tönnies=toennies Lotte"),
    _home("Europe/Lisbon", "PT", "pt", "João=joao Inês=ines Conceição=conceicao Tomé=tome"),
    _home("Asia/Tokyo", "JP", "ja", "ゆき=yuki さくら=sakura 陽菜=hina 蓮=ren"),
    _home("Asia/Seoul", "KR", "ko", "민서=minseo 지우=jiwoo 하늘=haneul"),
    _home("Africa/Cairo", "EG", "ar", "ليلى=layla يوسف=yousef نور=nour"),
    _home("Asia/Kolkata", "IN", "hi", "आरव=aarav मीरा=meera दीया=diya"),
    _home("Asia/Jakarta", "ID", "id", "Dewi Bayu Sekar Rangga"),
    _home("Asia/Taipei", "TW", "zh", "小雨=xiaoyu 思婷=siting 家豪=jiahao"),
)
"""Where it is a decent hour on Saturday at 09:40 in London."""

EUROPE = AWAKE[:6]

ASLEEP = (
    _home("America/New_York", "US", "en", "June Dottie Caleb Opal Theo"),
    _home("America/Los_Angeles", "US", "en", "Ginny Boone Cora Amos Leona"),
)

DRESSES = ("{}", "{}", "{}", "{} 🛠️", "✨ {} ✨", "{} 🪡🧵", "~ {} ~", "{} | slow repairs", "☁️{}☁️")
"""How people dress up their names; most do not."""

HOSTILE = (
    "[bold red]Max[/bold red] [@click=app.quit]x[/]",
    "Zed \x1b[31mred\x1b[0m\x1b]0;owned\x07",
    "\u202eevil\u202c then good",
    "Z\u0335\u0321\u031ba\u0336\u0322l\u0337\u0323g\u0338\u0324o\u0335\u0325",
    "👩‍👩‍👧‍👦🏳️‍🌈🇯🇵 family",
    "名前がとても長い人なので列に入りきらないはずです",
    '=HYPERLINK("http://bad.example","x")',
    "Robert'); DROP TABLE contacts;--",
    "\u200b\u2060\ufeff",
    "e\u0301e\u0301e\u0301 कि कु ก็ที่",
    "A very long name that goes on and on until no column of any width can ever hold it whole",
    "line\nbreak\tand tab",
    "ﷺ بسم الله",
    "\x9b31mC1\x9b0m and \x00 nul".replace("\x00", ""),
)
"""Names that try to break a screen, a sheet or a question to the database."""
