"""Words that keep a comment from being quoted: unkind ones, and what is nobody's business.

In English, Spanish, Portuguese, French, German and Indonesian, folded as ``text.fold`` does. A word
that is harmless in another of these languages is left out: German "die", "war" and "gross".
"""

from __future__ import annotations

# One language after the other, in the order above.
_UNKIND = """
hate hates hated ugly stupid idiot idiots cringe cringy cringey trash garbage disgusting
disgusted worst awful terrible horrible horrid fake scam scams scammer dumb pathetic
loser losers moron morons sucks boring annoying useless clown fraud liar bitch bitches
whore slut asshole bastard retard retarded unfollow unfollowed nasty hideous hypocrite
creep creepy embarrassing overrated lame wtf stfu kys
odio feo fea feos feas basura asco horror mentira mentiroso mentirosa estafa estafador
callate puta puto putas mierda gilipollas ridiculo ridicula aburrido aburrida inutil
falso falsa payaso payasa patetico patetica tonto tonta imbecil pesimo pesima peor
odeio feio feia feios feias burra lixo nojo nojento nojenta horrivel terrivel merda porra
caralho otario otaria babaca palhaco palhaca pessimo pessima pior chato
deteste hais nul nulle nuls nulles imbecile ordure menteur menteuse arnaque pute putain
merde connard connasse salope ridicule ennuyeux ennuyeuse pathetique bouffon honte debile
hasse hass hasslich haesslich dumm dumme blod bloed trottel ekelhaft eklig widerlich
schrecklich furchtbar schlecht schlimm lugner luegner abzocke fresse arschloch hure fotze
peinlich langweilig nutzlos lacherlich laecherlich bloedsinn blodsinn mull muell
benci jelek bodoh tolol goblok bego idiot sampah jijik menjijikkan buruk bohong pembohong
penipu penipuan tipu anjing bangsat kontol memek brengsek norak membosankan palsu bacot
kampungan lebay alay
"""
UNKIND = frozenset(_UNKIND.split())

# Health, death, belief, politics, bodies, money and childhood.
_SENSITIVE = """
cancer tumor tumour chemo depressed depression depressing anxiety hospital surgery
diagnosed diagnosis autism autistic adhd bipolar disorder miscarriage miscarried pregnant
pregnancy abortion therapy therapist illness sick disease disabled disability covid
diabetes diabetic epilepsy ptsd trauma traumatic overdose rehab anorexia anorexic bulimia
dead death died dying deceased funeral grief grieving mourning widow widower rip
killed kill kills murder murdered jesus christ christian christians church bible quran
koran allah islam islamic muslim muslims jew jews jewish hindu hindus buddhist atheist
pray prayer praying prayers blessed trump biden putin election elections republican
republicans democrat democrats politics political immigrant immigrants immigration
ukraine gaza israel palestine nazi nazis racist racism communist fascist sex sexy sexual
porn nude nudes naked horny boobs gay lesbian queer transgender bisexual homosexual debt
debts bankrupt bankruptcy evicted eviction unemployed broke divorce divorced divorcing
abused abusive abuse rape raped kindergarten homework
quimio depresion deprimida deprimido ansiedad cirugia embarazada embarazo aborto enfermo
enferma enfermedad terapia discapacidad diabetico muerte muerto muerta murio fallecio
fallecido fallecida luto viuda viudo mataron jesus cristo dios iglesia biblia musulman
judio judia catolico catolica elecciones politica politico inmigrante racista sexo
desnuda desnudo porno lesbiana homosexual deuda deudas quiebra desempleado desempleada
divorcio divorciada divorciado violacion
quimioterapia depressao deprimida ansiedade cirurgia gravida gravidez doente doenca
deficiencia morreu morte morto morta faleceu falecido falecida viuva viuvo deus cristo
igreja evangelico muculmano judeu eleicoes eleicao politica lula bolsonaro nua pelada
lesbica divida dividas falencia falido desempregado desempregada divorcio estupro
tumeur chimio deprime deprimee depressif depressive anxiete hopital chirurgie enceinte
grossesse avortement malade maladie handicap handicape handicapee mort morte deces decede
decedee enterrement deuil veuf veuve dieu eglise musulman musulmane juif juive catholique
elections politique macron raciste sexe nue porno lesbienne dette dettes faillite chomage
licencie licenciee divorce viol
krebs chemotherapie depressionen angststorung suizid selbstmord krankenhaus schwanger
schwangerschaft fehlgeburt abtreibung krank krankheit therapie behindert behinderung tod
tot tote gestorben verstorben starb beerdigung trauer witwe witwer jesus gott kirche
muslim jude juden judisch wahlen politik politiker afd rassist sex nackt schwul lesbisch
schulden pleite insolvenz arbeitslos scheidung geschieden vergewaltigt
kanker kemo depresi bunuh operasi hamil keguguran sakit penyakit meninggal mati wafat
almarhum almarhumah pemakaman tuhan yesus gereja masjid islam muslim kristen kafir pemilu
politik presiden jokowi prabowo seks bokep telanjang hutang utang bangkrut pengangguran
cerai bercerai perkosa alhamdulillah masyaallah insyaallah
"""
SENSITIVE = frozenset(_SENSITIVE.split())

BEGINNINGS = (
    *(
        "fuck",
        "shit",
        "idiot",
        "disgust",
        "embarrass",
        "pathetic",
        "suicid",
        "depress",
        "pedo",
        "porn",
    ),
    *("palestin", "islamo", "estupid", "asqueros", "pendej", "cabron", "fascis", "racis", "nazis"),
    *("stupid", "degout", "degueul", "pourri", "moche", "scheiss", "arsch", "betrug", "betrüg"),
    *("schlimmst", "hospitali", "schizo", "homopho", "transpho", "antisemit", "ngentot", "diabet"),
)
"""Beginnings of words that are as telling as whole ones."""

PHRASES = (
    *("shut up", "go away", "to die", "you die", "go die", "cut myself", "self harm", "lost my"),
    *("passed away", "panic attack", "eating disorder", "laid off", "my ex", "god bless"),
    *("can't afford", "cant afford", "no money", "that's gross", "this is gross", "thats gross"),
    *("my mom won't", "my mom wont", "my parents won't", "my parents dont", "middle school"),
    *("my teacher", "th grade", "lo peor", "me quiero morir", "perdi a mi", "sin trabajo"),
    *("no tengo dinero", "me despidieron", "mi maestra", "mi profe", "verguenza ajena"),
    *("cala a boca", "perdi meu", "perdi minha", "perdi o meu", "perdi a minha", "sem dinheiro"),
    *(
        "vergonha alheia",
        "minha professora",
        "ta gueule",
        "ferme la",
        "j'ai perdu",
        "fausse couche",
    ),
    *("pas d'argent", "ma maitresse", "mon prof", "halt die klappe", "halt's maul", "kein geld"),
    *("meine mama", "meine lehrerin", "mein lehrer", "rumah sakit", "bunuh diri", "kehilangan"),
    *("tidak punya uang", "ga punya uang", "gak punya uang", "di phk", "guru aku", "mama aku"),
)
"""Several words that say it only together."""

SIGNS = frozenset("🤮🤢🖕💩🤡🔪🍆🍑⚰🪦✝☪✡")
"""Signs that say it without a word."""
