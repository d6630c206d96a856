"""What the months are called in the languages that TikTok Studio may write its days in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NAMES = {
    "af": (
        "januarie februarie maart april mei junie julie augustus september oktober "
        "november desember"
    ),
    "am": "ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "be": (
        "студзеня/студзень лютага/люты сакавіка/сакавік красавіка/красавік мая/май "
        "чэрвеня/чэрвень ліпеня/ліпень жніўня/жнівень верасня/верасень "
        "кастрычніка/кастрычнік лістапада/лістапад снежня/снежань"
    ),
    "bg": ("януари февруари март април май юни юли август септември октомври ноември декември"),
    "bn": ("জানুয়ারী ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"),
    "bs": ("januar februar mart april maj juni juli august septembar oktobar novembar decembar"),
    "ca": ("gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
    "ceb": (
        "enero pebrero marso abril mayo hunyo hulyo agosto septyembre oktubre nobyembre disyembre"
    ),
    "cs": (
        "ledna/leden února/únor března/březen dubna/duben května/květen června/červen "
        "července/červenec srpna/srpen září října/říjen listopadu/listopad "
        "prosince/prosinec"
    ),
    "cy": (
        "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
    ),
    "da": ("januar februar marts april maj juni juli august september oktober november december"),
    "de": ("januar februar märz april mai juni juli august september oktober november dezember"),
    "el": (
        "ιανουαρίου/ιανουάριοσ φεβρουαρίου/φεβρουάριοσ μαρτίου/μάρτιοσ απριλίου/απρίλιοσ "
        "μαΐου/μάιοσ ιουνίου/ιούνιοσ ιουλίου/ιούλιοσ αυγούστου/αύγουστοσ "
        "σεπτεμβρίου/σεπτέμβριοσ οκτωβρίου/οκτώβριοσ νοεμβρίου/νοέμβριοσ "
        "δεκεμβρίου/δεκέμβριοσ"
    ),
    "en": ("january february march april may june july august september october november december"),
    "es": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "et": (
        "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"
    ),
    "eu": (
        "urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren "
        "maiatza/maiatzaren ekaina/ekainaren uztaila/uztailaren abuztua/abuztuaren "
        "iraila/irailaren urria/urriaren azaroa/azaroaren abendua/abenduaren"
    ),
    "fa": (
        "ژانویهٔ/ژانویه فوریهٔ/فوریه مارس آوریل مهٔ/مه ژوئن ژوئیهٔ/ژوئیه اوت سپتامبر "
        "اکتبر نوامبر دسامبر"
    ),
    "fi": (
        "tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu "
        "huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu "
        "elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu "
        "joulukuuta/joulukuu"
    ),
    "fil": (
        "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre"
    ),
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "ga": (
        "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meánfómhair "
        "deireadhfómhair samhain nollaig"
    ),
    "gl": (
        "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro"
    ),
    "gu": ("જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર"),
    "he": (
        "ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי "
        "אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר"
    ),
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "hr": (
        "siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj "
        "lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan listopada/listopad "
        "studenoga/studeni prosinca/prosinac"
    ),
    "hu": (
        "január február március április május június július augusztus szeptember október "
        "november december"
    ),
    "hy": (
        "հունվարի/հունվար փետրվարի/փետրվար մարտի/մարտ ապրիլի/ապրիլ մայիսի/մայիս "
        "հունիսի/հունիս հուլիսի/հուլիս օգոստոսի/օգոստոս սեպտեմբերի/սեպտեմբեր "
        "հոկտեմբերի/հոկտեմբեր նոյեմբերի/նոյեմբեր դեկտեմբերի/դեկտեմբեր"
    ),
    "id jv": (
        "januari februari maret april mei juni juli agustus september oktober november desember"
    ),
    "is": ("janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember"),
    "it": (
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre "
        "novembre dicembre"
    ),
    "ka": (
        "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი "
        "ნოემბერი დეკემბერი"
    ),
    "kk": ("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"),
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "kn": ("ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್"),
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "lo": "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ",
    "lt": (
        "sausio/sausis vasario/vasaris kovo/kovas balandžio/balandis gegužės/gegužė "
        "birželio/birželis liepos/liepa rugpjūčio/rugpjūtis rugsėjo/rugsėjis "
        "spalio/spalis lapkričio/lapkritis gruodžio/gruodis"
    ),
    "lv": (
        "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris "
        "novembris decembris"
    ),
    "mk": ("јануари февруари март април мај јуни јули август септември октомври ноември декември"),
    "ml": ("ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ"),
    "mn": (
        "нэгдүгээрсар/нэгдүгээрсарын хоёрдугаарсар/хоёрдугаарсарын "
        "гуравдугаарсар/гуравдугаарсарын дөрөвдүгээрсар/дөрөвдүгээрсарын "
        "тавдугаарсар/тавдугаарсарын зургаадугаарсар/зургаадугаарсарын "
        "долоодугаарсар/долоодугаарсарын наймдугаарсар/наймдугаарсарын "
        "есдүгээрсар/есдүгээрсарын аравдугаарсар/аравдугаарсарын "
        "арваннэгдүгээрсар/арваннэгдүгээрсарын арванхоёрдугаарсар/арванхоёрдугаарсарын"
    ),
    "mr": ("जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर"),
    "ms": ("januari februari mac april mei jun julai ogos september oktober november disember"),
    "my": ("ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ"),
    "nb": ("januar februar mars april mai juni juli august september oktober november desember"),
    "ne": ("जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर"),
    "nl": (
        "januari februari maart april mei juni juli augustus september oktober november december"
    ),
    "or": ("ଜାନୁଆରୀ ଫେବୃଆରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ ମଇ ଜୁନ ଜୁଲାଇ ଅଗଷ୍ଟ ସେପ୍ଟେମ୍ବର ଅକ୍ଟୋବର ନଭେମ୍ବର ଡିସେମ୍ବର"),
    "pa": "ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ",
    "pl": (
        "stycznia/styczeń lutego/luty marca/marzec kwietnia/kwiecień maja/maj "
        "czerwca/czerwiec lipca/lipiec sierpnia/sierpień września/wrzesień "
        "października/październik listopada/listopad grudnia/grudzień"
    ),
    "ps": ("جنوري فبروري/فېبروري مارچ اپریل مۍ جون جولای اګست سېپتمبر/سپتمبر اکتوبر نومبر دسمبر"),
    "pt": (
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
    ),
    "ro": (
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie "
        "noiembrie decembrie"
    ),
    "ru": (
        "января/январь февраля/февраль марта/март апреля/апрель мая/май июня/июнь "
        "июля/июль августа/август сентября/сентябрь октября/октябрь ноября/ноябрь "
        "декабря/декабрь"
    ),
    "si": ("ජනවාරි පෙබරවාරි මාර්තු අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්"),
    "sk": (
        "januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún "
        "júla/júl augusta/august septembra/september októbra/október novembra/november "
        "decembra/december"
    ),
    "sl": ("januar februar marec april maj junij julij avgust september oktober november december"),
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "sr": "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    "sv": ("januari februari mars april maj juni juli augusti september oktober november december"),
    "sw": ("januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba"),
    "ta": ("ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்"),
    "te": ("జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్"),
    "th": (
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
    ),
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "uk": (
        "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень "
        "червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень "
        "листопада/листопад грудня/грудень"
    ),
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "vi": (
        "thángmột/thánggiêng thánghai thángba thángtư/thángbốn thángnăm thángsáu thángbảy "
        "thángtám thángchín thángmười thángmườimột thángmườihai/thángchạp"
    ),
    "zu": (
        "januwari februwari mashi ephreli meyi juni julayi agasti septhemba okthoba novemba disemba"
    ),
}
"""Of each month the forms that stand in a date, as CLDR 48 has them, without case and marks.

``tests`` compare it with a library that is no dependency of the program: that one takes a second
to load all its languages.
"""

_SMALL = frozenset({"de", "del", "ng"})
"""Words between day and month; those of one letter are left out anyway."""


def months(written: str) -> dict[str, int]:
    """Return by language which month the words of a date mean; empty when they mean none."""
    return dict(_meanings().get(_form(written), ()))


def _form(written: str) -> str:
    text = unicodedata.normalize("NFKC", written).casefold()
    letters = "".join(each if unicodedata.category(each)[0] in "LM" else " " for each in text)
    return "".join(word for word in letters.split() if len(word) > 1 and word not in _SMALL)


@lru_cache(1)
def _meanings() -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for languages, names in _NAMES.items():
        for month, forms in enumerate(names.split(), start=1):
            for form in forms.split("/"):
                means = tuple((language, month) for language in languages.split())
                found[form] = found.get(form, ()) + means
    return found
