"""What people write when they ask to stop or to be erased (data).

The lists are read through the same folding as messages: case, accents and apostrophes do not
matter. Commas separate phrases.
"""

from __future__ import annotations

_VERBS = {
    "message": "messaging",
    "msg": "msging",
    "dm": "dming",
    "text": "texting",
    "write": "writing",
    "write to": "writing to",
    "contact": "contacting",
    "email": "emailing",
    "pm": "pming",
    "inbox": "inboxing",
    "spam": "spamming",
    "bother": "bothering",
    "harass": "harassing",
    "annoy": "annoying",
    "pester": "pestering",
    "disturb": "disturbing",
    "call": "calling",
    "talk to": "talking to",
    "reach out to": "reaching out to",
    "send me": "sending me",
    "hit up": "hitting up",
}
_SENT = """
messages msgs msg message dms dm texts texting emails mails pms spam ads promos promotions
offers messaging dming
"""

STOP_WORDS = {
    "en": "stop, stopp, unsubscribe, unsub, unsubscribed, optout, opt out, stopall, end, quit, "
    "cancel, remove, enough, no more, cease, halt, spam, stahp, sotp, stpo, go away, get lost, "
    "shut up, f off",
    "es": "para, parar, paren, pare, basta, ya basta, baja, alto, cancelar, detente, darme de baja",
    "fr": "arret, arrete, arretez, arreter, ca suffit, desabonner, desabonnement, desinscrire, "
    "desinscription",
    "de": "abmelden, stopp, stoppt, aufhoren, aufhoeren, hor auf, hoer auf, hort auf, abbestellen, "
    "austragen, "
    "schluss, es reicht",
    "pt": "sair, parar, chega, cancelar, descadastrar, para com isso, ja chega",
    "it": "basta, smettila, smettetela, fermati, annulla, disiscrivimi, cancellami",
    "nl": "stoppen, afmelden, uitschrijven, hou op, ophouden, genoeg",
    "sv": "stopp, sluta, avsluta, avregistrera, avanmal, det racker",
    "no": "stopp, slutt, avmeld, meld av, det holder",
    "da": "stop, afmeld, hold op, hold nu op, frameld",
    "fi": "lopeta, lopettakaa, seis, peruuta, poistu listalta, riittaa",
    "is": "haettu, haetta, stopp",
    "pl": "przestan, przestancie, wypisz, wypisz mnie, rezygnuje, koniec, dosc, dosyc",
    "cs": "prestan, prestante, odhlasit, konec, dost, nechte toho",
    "sk": "prestan, prestante, odhlasit, koniec, dost",
    "sl": "nehaj, nehajte, odjava, dovolj",
    "hr": "prestani, prestanite, dosta, odjava, odjavi me",
    "sr": "престани, престаните, доста, одјава",
    "bg": "стоп, спри, спрете, отписване, достатъчно",
    "mk": "престани, доволно, одјави ме",
    "ru": "стоп, хватит, прекрати, прекратите, отпишите, отписаться, отписка, отстань, отстаньте, "
    "перестань, перестаньте, отвали, достали",
    "uk": "стоп, досить, припини, припиніть, відписатися, відпишіть, відстань, годі",
    "hu": "allj, allj le, leiratkozas, leiratkozom, eleg, eleg volt, hagyd abba",
    "ro": "opreste, opriti, dezabonare, inceteaza, incetati, destul, ajunge",
    "et": "lopeta, lopetage, stopp",
    "lv": "beidz, beidziet, pietiek",
    "lt": "nustok, nustokite, atsisakau, uzteks",
    "sq": "ndalo, ndal, mjaft",
    "ca": "prou, atura, atureu, dona'm de baixa",
    "el": "σταμάτα, σταματήστε, στοπ, διακοπή, φτάνει, αρκετά, διαγραφή",
    "tr": "dur, durdur, durdurun, iptal, ret, çık, çıkış, yeter, bırak, bırakın, kes, "
    "abonelikten çık",
    "az": "dayan, dayandır, bəsdir",
    "ar": "توقف, توقفي, توقفوا, قف, وقف, اوقف, ايقاف, كفى, الغاء, الغاء الاشتراك, الغي الاشتراك",
    "fa": "توقف, بس کن, بس کنید, لغو, کافیه, کافیست",
    "ur": "بند کرو, بند کریں, رکو, بس کرو",
    "he": "הסר, הסירו, להסיר, הפסק, תפסיק, תפסיקי, תפסיקו, עצור, די, מספיק",
    "hi": "रुको, रुकिए, बंद करो, बंद करें, बस, बस करो, band karo, bas karo, ruko",
    "bn": "বন্ধ, বন্ধ করুন, বন্ধ করো, থামুন, থামো",
    "ta": "நிறுத்து, நிறுத்துங்கள்",
    "te": "ఆపండి, ఆపు",
    "id": "berhenti, stop dong, setop, batal, sudah cukup, udah cukup, jangan ganggu",
    "ms": "berhenti, henti, hentikan, cukup",
    "tl": "tigil, itigil, itigil mo, tama na, hinto",
    "vi": "dừng lại, ngừng, ngừng lại, hủy đăng ký, thôi đi, đủ rồi",
    "th": "หยุด, หยุดเถอะ, เลิก, ยกเลิก, พอ, พอแล้ว",
    "zh": "退订, 退訂, 取消订阅, 取消訂閱, 停止, 停, 别发了, 別發了, 够了, 拒收",
    "ja": "配信停止, 停止, 解除, 退会, やめて, やめてください, 止めて, ストップ, もういい",
    "ko": "수신거부, 그만, 그만해, 그만하세요, 중지, 중단, 정지, 멈춰, 스톱, 해지",
    "sw": "komesha, simama, wacha, inatosha",
    "af": "hou op, genoeg",
}
"""Words that ask to stop when they are the whole message (or, if in STOP_INSIDE, a sentence)."""

STOP_INSIDE = """
stop, stopp, stahp, unsubscribe, unsub, optout, stopall, basta, arrete, arretez, abmelden,
abbestellen, aufhoren, aufhoeren, smettila, afmelden, uitschrijven, sluta, lopeta, przestan,
prestan, prestani, leiratkozas, dezabonare, desabonner, descadastrar, berhenti, hentikan,
стоп, хватит, прекрати, прекратите, перестань, перестаньте, отпишите, отписаться, відписатися,
припини, припиніть, στοπ, σταμάτα, σταματήστε, توقف, توقفي, הפסק, תפסיק, תפסיקי, 退订, 退訂,
取消订阅, 取消訂閱, 停止, 配信停止, やめて, 수신거부, 그만해, 그만하세요, หยุด, रुको, बंद करो,
band karo,
بس کن, بند کرو, বন্ধ করুন, durdurun, ngừng, un subscribe, unsub scribe
"""
"""Words that put a message before a person wherever they stand in it."""

STOP_ACCENTED = "dừng, đừng, hủy, huỷ"
"""Words that ask to stop by their very accents: without them "dừng" is also "đúng", "right"."""

STOP_AMBIGUOUS = "end, quit, cancel, remove, enough, halt, cease"
"""Stop words that mean much else inside a sentence, so that it is left to a person."""

STOP_FILLERS = """
please pls plz plss kindly ok okay k hey hi hello yo oi now just already sir madam maam bro
bruh dude man guys girl sis so and ever again anymore it this that thanks thx ty tysm thank
you u immediately por favor porfa porfavor gracias s il sil vous te plait svp stp merci bitte
danke obrigado obrigada per prego grazie alsjeblieft aub tack snalla vennligst venligst prosze
prosim molim kerem kiitos va rog multumesc lutfen tolong mohon dong ya yah kak mas mbak
пожалуйста плиз спасибо будь ласка παρακαλω من فضلك رجاء לפניך בבקשה تورو po naman nga
"""
"""What may stand beside a stop word without changing it."""

POLITE = """
please pls plz plss kindly ever just really bitte porfa porfavor svp tolong lutfen
alle toutes todos todas tutti tutte kaikki wszystkie vsechny все всі semua hết tüm lagi sve
"""
"""What may stand inside any phrase without changing it."""

STOP_PHRASES = (
    *(
        f"{no} {verb} me"
        for no in ("dont", "dnt", "don t", "do nt", "do not", "never", "to not")
        for verb in _VERBS
    ),
    *(f"{end} {doing} me" for end in ("stop", "quit") for doing in _VERBS.values()),
    *(f"{no} {doing} me" for no in ("mind not", "refrain from") for doing in _VERBS.values()),
    """
stop messaging, stop msging, stop dming, stop texting, stop contacting, stop emailing,
stop pming, stop inboxing, stop spamming, stop sending me, quit messaging, quit dming,
quit texting, quit spamming, quit sending me
""",
    *(f"stop {verb} me" for verb in _VERBS),
    *(f"{no} {sent}" for no in ("no more", "stop the", "stop with the") for sent in _SENT.split()),
    *(f"stop {your} {sent}" for your in ("your", "these", "all", "with") for sent in _SENT.split()),
    *(
        f"dont want {your} {sent}"
        for your in ("your", "these", "any", "more")
        for sent in _SENT.split()
    ),
    *(f"dont want any more {sent}" for sent in _SENT.split()),
    *(f"dont want you {doing}" for doing in _VERBS.values()),
    *(f"dont want you to {verb} me" for verb in _VERBS),
    """
dont send me, do not send me, never send me, dont send any, stop sending, quit sending,
stop dms, stop dm, stop messages, stop msgs, no dms, no dm, dont dm, do not dm, dont pm,
dont slide into my dms, dont contact, do not contact, never contact, dont msg,
dont want to hear from you, do not want to hear from you, dont want to be contacted,
do not want to be contacted, dont want to receive, do not want to receive, dont want messages,
dont want dms, do not want messages, do not want dms, remove me, take me off,
cut me off your list, unsubscribe me, unsub me, want to unsubscribe, wanna unsubscribe,
like to unsubscribe, how do i unsubscribe, how to unsubscribe, opt me out, opt out,
opting out, opted out, wish to opt out, get off my dms, stay out of my dms, off my dms,
leave me alone, leave me tf alone, leave me be,
let me alone, lose my number, out of my dms, out of my inbox, piss off, fuck off, bugger off,
reporting you, reported you, report you, report this account, reported this account,
reported for spam, blocking you, blocked you, block you, ill block, gonna block, this is spam,
thats spam, you are spamming, youre spamming, this is harassment, harassing me, spamming me,
unsolicited, cease and desist, off your list, off this list, dont ask me again,
dont wanna talk to you, dont want to talk to you
""",
    # es
    """
no me escribas, no me escriban, no me escribas mas, no me mandes, no me manden, no me envies,
no me envien, no mas mensajes, deja de escribirme, dejen de escribirme, deja de mandarme,
dejen de mandarme, deja de enviarme, dejame en paz, dejenme en paz, no me molestes,
no me molesten, no me contactes, no me contacten, no quiero mas mensajes, no quiero recibir,
no quiero que me escribas, no quiero que me escriban, dame de baja, denme de baja,
darme de baja, borrame de la lista, quitame de la lista
""",
    # fr
    """
ne mecris plus, ne mecrivez plus, mecris plus, arrete de mecrire, arretez de mecrire,
arrete de menvoyer, arretez de menvoyer, ne menvoie plus, ne menvoyez plus,
laisse moi tranquille, laissez moi tranquille, fiche moi la paix, fous moi la paix,
ne me contacte plus, ne me contactez plus, ne me contactez pas, plus de messages,
ne veux plus recevoir, ne veux pas recevoir, veux plus de messages, veux plus de tes messages,
veux plus de vos messages, desabonnez moi, desinscrivez moi, retirez moi de, ne me derange plus
""",
    # de
    """
lass mich in ruhe, lasst mich in ruhe, lassen sie mich in ruhe, schreib mir nicht,
schreib mir nicht mehr, schreibt mir nicht, schreiben sie mir nicht, hor auf mir zu schreiben,
hoer auf mir zu schreiben, kontaktiere mich nicht, kontaktieren sie mich nicht,
keine nachrichten mehr, nicht mehr schreiben, nicht mehr anschreiben, keine werbung,
will keine nachrichten, mochte keine nachrichten, nimm mich raus, melde mich ab,
melden sie mich ab, nehmt mich raus,
nerv mich nicht, hor auf mich zu nerven
""",
    # pt
    """
nao me mande, nao me manda, nao me mandem, nao me escreva, nao me envie, nao me envia,
para de me mandar, pare de me mandar, parem de me mandar, para de me enviar,
pare de me enviar, para de mandar mensagem, pare de mandar mensagem, me deixa em paz,
me deixe em paz, deixa me em paz, nao quero mais mensagens, nao quero receber, nao me contate,
me tira da lista, me tire da lista, me remove, me remova, chega de mensagem
""",
    # it
    """
non scrivermi, non scrivermi piu, non mi scrivere, smetti di scrivermi, smettila di scrivermi,
lasciami in pace, lasciatemi in pace, non contattarmi, non contattatemi, non mandarmi,
basta messaggi, niente piu messaggi, non voglio piu messaggi, non scrivetemi,
non voglio ricevere, non voglio messaggi,
toglimi dalla lista, cancellami dalla lista
""",
    # nl, af
    """
stuur me geen, stuur mij geen, stuur geen berichten, geen berichten meer, laat me met rust,
laat mij met rust, app me niet, niet meer appen, hou op met berichten, schrijf me uit,
haal me van de lijst, los my uit, stuur my nie
""",
    # sv, no, da, fi
    """
skriv inte till mig, sluta skriva, sluta skicka, lamna mig ifred, lamna mig i fred,
inga fler meddelanden, inte ha fler meddelanden, kontakta mig inte, ikke skriv til meg,
slutt a skrive, slutt a sende,
la meg vaere, la meg være i fred, ingen flere meldinger, ikke kontakt meg, skriv ikke til mig,
hold op med at skrive, ikke have flere beskeder, ikke ha flere meldinger, lad mig vaere,
lad mig være i fred, ikke flere beskeder,
kontakt mig ikke, ala laheta, ala kirjoita minulle, ala viestita, lopeta viestittely,
jata minut rauhaan, ei enaa viesteja, halua enaa viesteja
""",
    # pl, cs, sk, hr, sl
    """
nie pisz do mnie, nie pisz wiecej, nie piszcie do mnie, przestan pisac,
przestan do mnie pisac, daj mi spokoj, dajcie mi spokoj, zostaw mnie, nie chce wiadomosci,
nie chce wiecej wiadomosci, nie piszcie wiecej,
wypisz mnie, nie kontaktuj sie, nepis mi, nepiste mi, prestan mi psat, nech me byt,
nechte me byt, nech me na pokoji, nechci dalsi zpravy, nechci zadne zpravy, dej mi pokoj,
neposilej mi, nechaj ma, nechaj ma na pokoji,
prestan mi pisat, nemoj mi pisati, nemoj mi vise pisati, prestani da mi pises, ne pisi mi,
prestani mi pisati, ostavi me na miru,
pusti me na miru, nehaj mi pisati
""",
    # ru, uk, bg, sr
    """
не пиши мне, не пишите мне, не пиши больше, не пишите больше, больше не пиши,
больше не пишите, мне не пиши, мне не пишите, перестань писать, перестаньте писать,
перестань мне писать, перестаньте мне писать, хватит писать, хватит мне писать,
прекрати мне писать, прекратите мне писать, отпишите меня, отпиши меня, прекрати присылать,
прекратите присылать, перестань присылать, перестаньте присылать, прекрати писать,
прекратите писать, оставь меня в покое,
оставьте меня в покое, отстань от меня, отстаньте от меня, удалите меня, не присылайте,
не присылай, не беспокойте, не пиши мені, не пишіть мені, припиніть писати, відчепись,
відчепіться, дай мені спокій, дайте мені спокій, припини мені писати, залиште мене в спокої,
не ми пиши, не ми пишете,
спри да ми пишеш, спрете да ми пишете, остави ме на мира, остави ме на миру, не пиши ми,
немој да ми пишеш
""",
    # hu, ro, el, tr, sq
    """
ne irj nekem, ne irjon nekem, ne irj tobbet, ne uzengess, hagyj beken, hagyjon beken,
ne keress, nu mi mai scrie, nu mi mai scrieti, nu mi mai trimite, nu mi mai trimiteti,
nu mai vreau mesaje, nu mai vreau sa primesc, lasa ma in pace, lasati ma in pace,
nu ma mai contacta, nu ma mai contactati, μη μου στέλνεις,
μην μου στέλνεις, μη μου στέλνετε, μην μου στέλνετε, μη μου γράφεις, μην μου γράφεις,
άσε με ήσυχο, άσε με ήσυχη, σταμάτα να μου στέλνεις, σταμάτα να μου γράφεις,
σταματήστε να μου στέλνετε,
σταματήστε να μου γράφετε, μη μου γράφετε, μην μου γράφετε, bana yazma, bana yazmayın, mesaj atma,
mesaj atmayın, mesaj gönderme, mesaj göndermeyin, mesaj göndermeyi bırak, mesaj göndermeyi kes,
mesaj atmayı bırak, mesaj atmayı kes,
bana yazmayı bırak, beni rahat bırak, beni rahat bırakın,
rahatsız etme, rahatsız etmeyin, bir daha yazma, beni listeden çıkar, mos me shkruaj,
lerme te qete
""",
    # ar, fa, ur, he
    """
لا تراسلني, لا تراسلوني, لا ترسل لي, لا ترسلوا لي, لا ترسلي لي, لا تكلمني, توقف عن مراسلتي,
توقف عن ارسال, توقفوا عن ارسال, اتركني وشاني, اتركني لوحدي, لا اريد رسائل, الغ اشتراكي,
اوقف الرسائل, اوقفوا الرسائل, الغي اشتراكي, ما تراسلني, ماتراسلني, لا تزعجني, سيبني في حالي,
به من پیام نده, پیام نده, پیام ندید,
پیام ندین, دیگه پیام نده, مزاحم نشو, مزاحم نشید, ولم کن, راحتم بذار, مجھے میسج نہ کرو,
مجھے میسج مت کرو, مجھے تنگ نہ کرو, مجھے تنگ مت کرو, مجھے میسج نہ کریں, مجھے میسج مت کریں,
میسج مت بھیجو, میسج نہ بھیجیں, אל תשלח לי, אל תשלחי לי, אל תשלחו לי, תפסיק לשלוח,
תפסיקו לשלוח, תפסיק לכתוב לי, תעזוב אותי, תעזבו אותי, תעזבי אותי, אל תכתוב לי, אל תכתבי לי,
אל תכתבו לי, תפסיקי לשלוח, תפסיקי לכתוב לי,
תפסיקו לכתוב לי, תורידו אותי מהרשימה, תסירו אותי,
תסיר אותי, הסירו אותי, הסר אותי
""",
    # hi, bn, id, ms, tl, vi, sw
    """
मुझे मैसेज मत करो, मुझे मैसेज मत करना, मैसेज मत करो, मैसेज मत भेजो, मुझे परेशान मत करो,
मैसेज न करें, मैसेज मत करें,
मैसेज भेजना बंद करो, मैसेज भेजना बंद करें, मैसेज करना बंद करो, message mat karo, msg mat bhejo,
message mat bhejo, message bhejna band karo, msg bhejna band karo,
msg mat karo, mujhe message mat karo, mat karo message, mujhe pareshan mat karo,
আমাকে মেসেজ করবেন না, মেসেজ করবেন না, আমাকে বিরক্ত করবেন না, মেসেজ দিবেন না,
মেসেজ দেবেন না, মেসেজ দিও না, মেসেজ পাঠাবেন না, எனக்கு மெசேஜ் அனுப்பாதீர்கள்,
மெசேஜ் அனுப்ப வேண்டாம், jangan chat, jangan dm,
jangan kirim, jangan hubungi, jangan ganggu, jangan wa, jangan spam, berhenti kirim,
berhenti mengirim, berhenti chat, berhenti hubungi, berhenti menghubungi, gak usah chat,
ga usah chat, nggak usah chat, tidak usah chat, stop kirim, jangan mesej, berhenti hantar,
jangan hantar,
wag mo akong imessage, wag mo ako imessage, huwag mo akong imessage, huwag mo akong i message,
wag mo kong imessage, wag mo ko imessage, tigilan mo ako, tigilan mo na ako,
huwag mo na akong i message, huwag mo na akong imessage, wag mo na ako i message,
wag mo na akong i message, wag mo na ako imessage, wag ka na mag message, layuan mo ako,
đừng nhắn tin, đừng nhắn, đừng gửi, đừng liên lạc,
đừng làm phiền, ngừng nhắn tin, ngừng gửi, để tôi yên, để em yên, usinitumie, niache,
acha kunitumia
""",
    # th, zh, ja, ko
    """
อย่าส่ง, อย่าทัก, หยุดส่ง, เลิกส่ง, อย่ามายุ่ง, ไม่ต้องส่ง, ไม่ต้องทัก, 别再发, 別再發,
不要再发, 不要再發,
别给我发, 別給我發, 不要给我发, 不要給我發, 别私信我, 不要私信, 别联系我, 不要联系我,
不要聯絡我, 别烦我, 別煩我, 不要烦我, 别打扰, 不要打扰, 不要再打擾, 别再联系, 不要再联系,
別再聯絡, 不要再聯繫, 不要再私信, 别再私信, 不要再给我, 不要再傳,
別再傳, 停止发送, 停止發送, 停止给我, 請不要再,
请不要再, 退订, 退訂, 取消订阅, 取消訂閱, 連絡しないで, メッセージしないで, dmしないで,
dm送らないで, 送らないで, 送ってこないで, もう連絡, 配信停止, 配信を停止, 配信解除,
ほっといて, 放っておいて, 迷惑です, 연락하지마, 연락하지말, 보내지마, 보내지말, 디엠하지마,
메시지하지마, 그만보내, 그만좀보내, 그만연락, 그만좀연락, 수신거부, 귀찮게하지마, 내버려둬, 차단할
""",
)
"""Phrases that ask to stop wherever they stand, laughter or not."""

ERASURE_PHRASES = (
    *(
        f"{verb} {whose} {what}"
        for verb in ("delete", "erase", "remove", "wipe", "destroy")
        for whose in ("my", "all my", "all of my", "any", "all")
        for what in ("data", "personal data", "info", "information", "details", "personal info")
    ),
    """
delete my number, delete my contact, delete my records, delete everything about me,
delete everything you have, erase everything, erase me, delete all of my stuff,
delete me from your, gdpr,
right to be forgotten, right to erasure, delete what you have on me,
forget everything about me, borra mis datos, borren mis datos, borrar mis datos,
elimina mis datos, eliminen mis datos, eliminar mis datos, supprime mes donnees,
supprimez mes donnees, supprimer mes donnees, efface mes donnees, effacez mes donnees, rgpd,
dsgvo, losche meine daten, losch meine daten, losch bitte meine daten, loschung meiner daten,
loesche meine daten, loschen sie meine daten,
loschen sie alle meine daten, loscht meine daten, meine daten loschen, apague meus dados,
apaga meus dados, apagar meus dados, apague os meus dados, apaga os meus dados,
exclua os meus dados, exclua meus dados, excluir meus dados, lgpd,
cancella i miei dati, cancellate i miei dati, elimina i miei dati, verwijder mijn gegevens,
verwijder al mijn gegevens,
wis mijn gegevens, radera mina uppgifter, radera mina data, ta bort mina uppgifter,
slett mine data, slett dataene mine, slet mine data, poista tietoni, usun moje dane,
usuncie moje dane, usunac moje dane, usuniecie moich danych, smazte moje udaje, smaz moje udaje,
vymazte moje udaje,
torold az adataimat, toroljek az adataimat, sterge datele mele, stergeti datele mele,
διαγράψτε τα δεδομένα μου, διάγραψε τα δεδομένα μου, verilerimi sil, verilerimi silin,
bilgilerimi sil,
bilgilerimi silin, kvkk, удали мои данные, удалите мои данные, удалить мои данные,
видаліть мої дані, видали мої дані, обриши моје податке,
обришите моје податке, obrisi moje podatke, obrisite moje podatke, izbrisite moje podatke,
изтрийте данните ми, احذف بياناتي, احذفوا بياناتي,
امسح بياناتي, اطلاعات منو پاک کن, اطلاعات من را پاک, اطلاعاتم رو پاک,
میرا ڈیٹا حذف, میرا ڈیٹا ڈیلیٹ, میرا ڈیٹا مٹا, מחק את הנתונים שלי, מחקו את הפרטים שלי,
תמחקו את הפרטים שלי, תמחק את הפרטים שלי,
תמחקו את המידע שלי, תמחקו את הנתונים שלי, תמחק את המידע שלי,
मेरा डेटा हटाओ, मेरा डेटा हटा, मेरा डेटा डिलीट, আমার তথ্য মুছে, আমার ডেটা মুছে,
আমার ডেটা ডিলিট, mera data delete, hapus data saya, hapus dataku, hapus data aku,
padam data saya, burahin ang data ko, burahin mo ang data ko, futa data yangu,
futa taarifa zangu, xóa dữ liệu của tôi, xoá dữ liệu của tôi, xóa hết dữ liệu, ลบข้อมูลของ,
删除我的数据, 删除我的信息, 删除我的资料, 删除我的所有, 删除我所有, 刪除我的資料, 刪除我的所有,
データを削除, 個人情報を削除,
情報を消して, 내정보삭제, 개인정보삭제, 데이터삭제, 정보를삭제
""",
)
