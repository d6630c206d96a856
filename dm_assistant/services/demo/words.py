"""What the sample audience and its creator say: posts, comments, replies, answers (data)."""

from __future__ import annotations

from typing import NamedTuple

from dm_assistant.domain.model import InboundClass


class Post(NamedTuple):
    """One video: its title and three things in it that people talk about."""

    title: str
    things: tuple[str, str, str]
    giveaway: bool = False


def _post(title: str, things: str, *, giveaway: bool = False) -> Post:
    first, second, third = things.split(", ")
    return Post(title, (first, second, third), giveaway)


POSTS = (
    _post("Fog over the harbour with one brush", "the harbour, that fog line, the little boat"),
    _post("Why my skies dry grey", "that grey sky, the second wash, the lamp trick"),
    _post("Painting rain on a window", "that one raindrop, the window, that blurry street"),
    _post("Three colours, a whole forest", "the forest, that mossy green, the far tree line"),
    _post("Cold morning, warm paper", "the paper, that warm glow, the frost"),
    _post("My sketchbook from a night train", "the night train, the sleeping man, the ink line"),
    _post(
        "GIVEAWAY: a tin of twelve half pans",
        "the tin, the little box, that turquoise",
        giveaway=True,
    ),
    _post("How I stretch paper in a bathtub", "the bathtub, the paper, that tape"),
    _post(
        "A lighthouse in nine strokes", "the lighthouse, stroke number six, the rock on the left"
    ),
    _post("Mixing the colour of mist", "the mist, that lilac grey, the mixing tray"),
    _post("Snow is not white", "the snow, that blue shadow, the fence"),
    _post("Salt, soap and other accidents", "the salt, the soap bubble, that happy accident"),
    _post("The bridge I always get wrong", "the bridge, the middle arch, that reflection"),
    _post("Letting a wash go where it wants", "the wash, that bloom, the wet edge"),
    _post("Old brushes, new tricks", "the old brush, the split tip, that grass"),
    _post("Tea stains instead of paint", "the tea, that brown, the teapot"),
    _post("Street lamps after rain", "the street lamp, that puddle, the glow"),
    _post("What I packed for the marsh", "the marsh, the tiny palette, that reed"),
    _post("Sheep in two minutes", "the sheep, that woolly edge, the hill"),
    _post("Negative painting, slowly", "the pale leaf, the dark bit, that patience"),
    _post("A crow, a roof, a lot of black", "the crow, the roof, that deep black"),
    _post("GIVEAWAY: my harbour print, signed", "the print, the frame, the harbour", giveaway=True),
    _post("Clouds from a kitchen sponge", "the sponge, that cloud, the kitchen"),
    _post("First warm evening of the year", "the evening light, that long shadow, the one swallow"),
    _post("Painting with my left hand", "the left hand, that wobbly line, the cup"),
    _post("Greenhouse at noon", "the greenhouse, the glass, that tomato"),
    _post("Six tiny storms on one page", "the first storm, the third one, that lightning"),
    _post("Low tide, last light", "the tide, the last light, that wet sand"),
)
"""Oldest first."""

PRAISE = (
    "{thing} came out so well, I watched it twice",
    "the way you handled {thing} made my morning",
    "I keep coming back to {thing}",
    "{thing} looks like it is still wet, lovely",
    "you make {thing} look easy and I know it is not",
    "I tried {thing} last night and mine turned to mud, still happy",
    "how calm this is. {thing} especially",
    "my grandmother painted like this, {thing} took me right back",
    "{thing}!! I gasped a little",
    "saving this for {thing} alone",
    "never thought {thing} could look this soft",
    "I showed {thing} to my whole class today",
    "the sound of the brush and then {thing}, perfect",
    "{thing} is my favourite thing on this app this week",
    "honestly {thing} belongs on my wall",
    "I love how you leave {thing} unfinished",
    "watched this on the bus and smiled about {thing}",
    "so much feeling in {thing} with so little paint",
    "{thing} 😍 what a gentle way to start the day",
    "your voice and {thing} calm me down every time",
    "I finally understand {thing} thanks to you",
    "started painting because of your videos, and {thing} is next on my list",
    "please do a longer one about {thing}",
    "{thing} reminds me of the lake where I grew up",
    "my kid asked to paint {thing} and now the kitchen is blue",
    "I did not expect {thing} to work and then it did, beautiful",
    "{thing} has so much light in it",
    "the pause before {thing} says everything",
    "bought proper paper because of you, now trying {thing}",
    "this is the third time I paint along and {thing} gets better",
    "{thing} in the last ten seconds, wow",
    "I like that you show {thing} going wrong first",
    "no music, just {thing}. thank you for that",
    "{thing} deserves a frame",
    "every time I think I have seen it all you do {thing}",
    "sat down with tea for this one, and {thing} was worth it",
)
QUESTIONS = (
    "which paper did you use for {thing}?",
    "how long did you wait before {thing}?",
    "did you mix the colour for {thing} yourself?",
    "what size is the brush you used on {thing}?",
    "could you do {thing} with cheap paint too?",
    "how wet was the paper when you did {thing}?",
    "do you sketch {thing} first or go straight in?",
    "would {thing} work on hot press as well?",
    "how do you keep {thing} from drying too dark?",
    "is {thing} from a photo or from memory?",
    "can a beginner try {thing}? I am a bit scared of it",
    "how did you get {thing} so soft at the edge?",
    "what do you do when {thing} goes wrong?",
    "any chance of a print with {thing} one day?",
)
JOKES = (
    "{thing} has a better life than me",
    "me: I will sleep early. also me at 2am: {thing}",
    "my cat walked over my version of {thing} and improved it",
    "{thing} 10/10, my attempt: a potato in fog",
    "I blinked and {thing} was done, teach me to be this quick at the dishes",
    "the brush knows where {thing} is, I do not",
    "plot twist: {thing} was the friends we made along the way",
)
SHORT = ("🔥🔥", "😍😍😍", "wow", "💙", "ooh", "yes!!", "🫶🫶", "👏👏👏")
"""Too short to be quoted."""

LOCAL: dict[str, tuple[str, ...]] = {
    "de": (
        "So schön ruhig, danke für das Video",
        "Welches Papier ist das denn genau?",
        "Die Farben sind ein Traum 😍",
        "Ich male das heute Abend nach",
        "Bei mir wird es immer zu dunkel, woran liegt das?",
        "Deine Stimme passt so gut zum Regen",
    ),
    "fr": (
        "C'est magnifique, on dirait une photo",
        "Quel papier utilises-tu pour ça ?",
        "J'adore la lumière à la fin",
        "Merci, je vais essayer ce week-end",
        "Tellement apaisant à regarder",
        "Combien de temps as-tu attendu entre les couches ?",
    ),
    "es": (
        "Qué maravilla de colores 😍",
        "¿Qué papel usas para los fondos?",
        "Me encanta cómo dejas el agua hacer lo suyo",
        "Lo intenté ayer y me quedó bastante bien",
        "Tus vídeos me relajan muchísimo",
        "¿Das clases en línea algún día?",
    ),
    "pt": (
        "Que coisa mais linda essa luz",
        "Qual pincel você usa para a névoa?",
        "Assisto sempre antes de dormir",
        "Tentei fazer e virou lama, mas adorei",
        "Que calma boa, obrigada por isso",
        "Você vende os originais?",
    ),
    "it": (
        "Che meraviglia, sembra di essere lì",
        "Che carta usi per questi lavori?",
        "La luce alla fine è bellissima",
        "Ho provato anch'io, mi sono divertita tanto",
    ),
    "pl": (
        "Przepiękne kolory, oglądam trzeci raz",
        "Jakiego papieru używasz?",
        "Tak spokojnie się to ogląda",
        "Spróbuję namalować to w weekend",
    ),
    "ja": (
        "色がとてもきれいです",
        "この紙は何を使っていますか？",
        "水の動きが気持ちいい",
        "毎朝見ています、癒されます",
        "霧の描き方を知りたいです",
        "最後の光が大好き",
    ),
    "ko": (
        "색감이 정말 예뻐요",
        "어떤 종이를 쓰시나요?",
        "보고 있으면 마음이 편해져요",
        "저도 오늘 따라 그려볼게요",
    ),
    "hi": (
        "रंग बहुत सुंदर हैं",
        "आप कौन सा कागज़ इस्तेमाल करते हैं?",
        "देखकर मन शांत हो गया",
        "मैंने भी कोशिश की, बहुत मज़ा आया",
        "कोहरा कमाल का बना है",
    ),
    "ar": (
        "الألوان رائعة جدا ما شاء الله",
        "ما نوع الورق الذي تستخدمه؟",
        "أشاهد الفيديو كل صباح",
        "حاولت اليوم وكانت النتيجة جميلة",
        "الضوء في النهاية مذهل",
    ),
    "tr": (
        "Renkler harika olmuş ellerine sağlık",
        "Hangi kağıdı kullanıyorsun?",
        "İzlerken çok huzur buluyorum",
        "Ben de denedim çok keyifliydi",
    ),
    "id": (
        "Warnanya indah sekali, adem lihatnya",
        "Pakai kertas apa ya?",
        "Aku coba tadi malam, seru banget",
        "Suka banget sama kabutnya",
    ),
    "zh": ("顏色好美，看了好幾遍", "請問用的是什麼紙？", "看完心情都平靜了", "週末也想畫一張"),
}
"""What people write in their own language, by language code."""

HUNTING = (
    "entered! pick me 🙏",
    "pick me pls 🍀",
    "never win anything 😭",
    "done ✅ good luck",
)
RING_TEXT = "best brushes I ever bought, so soft and so cheap"
PROMOTION = (
    "check my page for free followers",
    "link in bio, earn money while you paint",
    "follow me and I follow back 💯",
    "dm for promo, we grow pages like yours",
)
PUBLIC_STOP = "love the painting but please don't message me, just here to watch"
OWN = (
    "Thank you, that means a lot today!",
    "It is plain 300 gsm cotton, cold press.",
    "About ten minutes, until the shine is gone.",
    "Mud is where it starts, keep going 💙",
    "Ha, my first twenty looked like that too.",
    "I will make a longer one, promise.",
)
"""What the creator answers under their own posts."""

AGREED = (
    "yes you can write me",
    "sure, send me a message!",
    "happy to get a DM",
    "write me, I would like that",
    "yes please, notes are welcome",
)
AGREED_TO_CODES = ("yes to codes too", "oh yes, send me shop news", "codes are fine with me")
WHERE = "live Q&A, chat"

REPLIES: dict[InboundClass, tuple[str, ...]] = {
    InboundClass.POSITIVE: (
        "omg I did not expect this, you made my day 🥹",
        "yes! I would love to see more of the harbour",
        "that is amazing, count me in for whatever comes next",
        "made my day, I read it out loud to my sister",
        "I love that you remembered!",
        "Yes please, tell me more",
        "so happy you wrote, I painted all weekend",
    ),
    InboundClass.THANKS: (
        "thank you so much, that is very kind",
        "aww thanks, have a lovely week",
        "Danke, das freut mich sehr 😊",
        "ありがとうございます！",
        "merci beaucoup, à bientôt",
        "thanks, appreciate it",
    ),
    InboundClass.QUESTION: (
        "oh hi! can I ask which paper that was in the fog one?",
        "thanks! do you ever sell the small originals?",
        "nice of you. when is the next live?",
        "hello! how do you keep the whites so clean?",
        "would you look at one of my sketches?",
    ),
    InboundClass.NEUTRAL: (
        "oh I see, that was the one with the lighthouse",
        "I am painting the same bridge at the moment",
        "we have fog here as well this morning",
        "my desk is one big mess of brushes",
    ),
    InboundClass.SOFT_NO: (
        "not interested, but good luck with the channel",
        "no thanks, I only watch",
    ),
    InboundClass.LATER: ("maybe later, exams until July", "busy right now, remind me in summer"),
    InboundClass.WHO: ("who is this?", "sorry, do I know you?"),
    InboundClass.OPT_OUT: ("please stop messaging me",),
    InboundClass.AGE: ("im 14 btw",),
    InboundClass.ERASURE: ("please delete my data, I am leaving the app",),
    InboundClass.REVIEW: ("omg I can't stop watching these 😭",),
}

ANSWERS = {
    "oh hi! can I ask which paper that was in the fog one?": (
        "Hi! It was plain cotton paper, 300 gsm, cold press."
    ),
    "thanks! do you ever sell the small originals?": (
        "Now and then, yes. The next few go up in June, I will say so in a video."
    ),
    "nice of you. when is the next live?": "Thursday evening at seven, London time. Bring tea!",
    "hello! how do you keep the whites so clean?": (
        "I leave them dry from the start and never go back in. Patience is the whole trick."
    ),
    "would you look at one of my sketches?": "With pleasure, send it over.",
    "yes! I would love to see more of the harbour": (
        "That makes me glad. There is more harbour coming next week!"
    ),
    "who is this?": "It is me, the one with the fog videos. You commented there a while ago.",
    "sorry, do I know you?": "Only from the comments under my fog videos. No need to answer!",
}
"""What the creator answers, where they do."""
