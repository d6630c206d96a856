"""What made-up people wrote under videos, by the language they read."""

READERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("en", ("love how calm this is", "what brush did you use for the sky?")),
    ("en", ("bro really said 3 minutes lol", "no way that worked", "ok but where did u get it")),
    ("en", ("wow amazing work", "need the tutorial asap")),
    ("es", ("me encanta cómo queda el cielo", "¿qué papel usas?", "otra vez lo estoy viendo")),
    ("es", ("qué bonito te quedó", "saludos desde Bogotá")),
    ("es", ("jajaja no puede ser", "yo quiero aprender eso", "cuanto tiempo te tomo?")),
    ("es", ("amo tus videos", "parte 2 por favor", "como se llama la cancion")),
    ("pt", ("que lindo, fiquei sem palavras", "qual papel você usa?", "já assisti três vezes")),
    ("pt", ("cara, isso ficou muito bom", "faz um vídeo mais longo")),
    ("pt", ("não acredito que deu certo kkkk", "ensina a gente por favor", "amei as cores")),
    ("fr", ("c'est magnifique, bravo", "tu utilises quel papier ?", "je regarde ça en boucle")),
    ("fr", ("trop beau", "j'adore la lumière dans celle-ci")),
    ("fr", ("mdr j'ai essayé c'est pas pareil", "la suite stp", "t'as mis combien de temps")),
    ("de", ("wie machst du das so ruhig", "welches Papier ist das?")),
    ("de", ("haha bei mir sah das anders aus", "kannst du mal ein längeres video machen", "mega")),
    ("de", ("so schön", "wie heißt das lied", "ich liebe deine videos")),
    ("id", ("bagus banget kak", "pakai kertas apa?", "udah nonton tiga kali")),
    ("id", ("wkwkwk aku coba malah gagal", "tolong bikin yang lebih panjang")),
    ("id", ("cantik banget lukisannya", "aku mau belajar juga tapi belum sempat")),
    ("nl", ("wat een mooi licht", "welk papier gebruik je?", "ik kijk hem al voor de derde keer")),
    ("it", ("che bello, complimenti", "che carta usi?", "lo riguardo sempre")),
    ("tl", ("ang ganda naman po", "anong papel ang gamit mo?", "pinanood ko na ng tatlong beses")),
    ("tr", ("çok güzel olmuş", "hangi kağıdı kullanıyorsun?", "üç kere izledim")),
    ("ja", ("とてもきれいですね", "どんな紙を使っていますか")),
)
"""Whose language is plain."""

DOUBTFUL: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("adds up to nothing", ("lol", "🔥🔥🔥", "@mia.paints")),
    ("cheers of any language", ("bravo", "super", "top")),
    ("a name and a place", ("Mia Rossi", "Paris")),
    ("two short words", ("que lindo", "amo")),
    ("Galician, near Spanish", ("que bonito che quedou", "que papel usas?", "xa o vin tres veces")),
    ("Galician, near Portuguese", ("encántanme as cores", "a miña nai fai o mesmo")),
    ("Portuguese that Spanish could be", ("adorei o resultado, parabéns", "saudades dos vídeos")),
    ("Malay, near Indonesian", ("cantiknya lukisan ni", "guna kertas apa?", "dah tengok")),
    ("Malay at length", ("lawa gila", "macam mana nak buat ni", "saya nak belajar takde masa")),
    ("Javanese, near Indonesian", ("apik tenan mas", "piye carane gawe ngene iki")),
    (
        "English and Spanish",
        ("love this so much", "qué bonito te quedó", "amazing colors really", "me encanta la luz"),
    ),
    (
        "German and English",
        (
            "ich liebe deine videos wirklich sehr",
            "this is my favourite one so far",
            "please do more of these",
            "das Licht ist ein Traum",
        ),
    ),
)
"""Whose words say too little, or say two things, and what they are."""
