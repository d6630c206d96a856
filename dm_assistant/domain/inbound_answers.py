"""What people answer when they do not ask to stop, by meaning (data; see ``inbound_words``)."""

from __future__ import annotations

SOFT_NO_WORDS = """
no, nope, nah, pass, ill pass, hard pass, im good, im good thanks, nein, non, nej, nei, nee,
nie, ei, nem, nu, ne, não, нет, не, ні, όχι, hayır, لا, לא, いいえ, 不, 不要, 아니요, 아니,
ไม่, tidak, gak, nggak, hindi, không
"""
SOFT_NO_PHRASES = """
not interested, not really interested, not that interested, no longer interested,
not interested anymore, not super interested, not very interested, uninterested, dont care,
have no interest, no interest, no thanks, no thank you, no thankyou, no ty, no thx,
nah thanks, nah thank you, not for me, not my thing, id rather not, rather not,
not looking for, im good on that, dont want it, dont want these, dont need it, dont want this,
no me interesa,
no estoy interesado, no estoy interesada, no gracias, paso gracias, pas interesse,
pas interessee, ca ne minteresse pas, ca minteresse pas, non merci, kein interesse,
nicht interessiert, interessiert mich nicht, nein danke, nao tenho interesse,
nao estou interessado, nao estou interessada, nao me interessa, nao obrigado, nao obrigada,
sem interesse, non mi interessa, non sono interessato, non sono interessata, no grazie,
geen interesse, niet geinteresseerd, nee bedankt, nee dank, inte intresserad, nej tack,
ikke interessert, ikke interesseret, nei takk, nej tak, en ole kiinnostunut, ei kiinnosta,
ei kiitos, nie jestem zainteresowany, nie jestem zainteresowana, nie interesuje mnie,
nie dziekuje, nemam zajem, nezajima me, ne dekuji, nemam zaujem, ne dakujem,
nisam zainteresiran, nisam zainteresirana, ne hvala, не хвала, не занима ме, nem erdekel,
nem koszonom,
nu ma intereseaza, nu sunt interesat, nu multumesc, δεν ενδιαφέρομαι, δεν με ενδιαφέρει,
όχι ευχαριστώ, ilgilenmiyorum, hayir tesekkurler, istemiyorum, не интересно, не интересует,
мне не интересно, нет спасибо, не надо спасибо, не цікаво, не цікавить, ні дякую,
не ме интересува, не благодаря, غير مهتم, غير مهتمة, مش مهتم, لست مهتم, لا شكرا, علاقه ندارم,
نه ممنون, نہیں شکریہ, دلچسپی نہیں, לא מעוניין, לא מעוניינת, לא מתעניין, לא תודה, रुचि नहीं,
दिलचस्पी नहीं, interest nahi,
nahi chahiye, আগ্রহী না, tidak tertarik, gak tertarik, ga tertarik, nggak tertarik, gak minat,
ga minat,
tak berminat, tidak berminat, tidak terima kasih, gak makasih, hindi ako interesado,
di ako interesado, ayoko salamat, không quan tâm, không cảm ơn, không hứng thú, ไม่สนใจ,
ไม่เป็นไรขอบคุณ, ไม่เป็นไรค่ะขอบคุณ, ไม่เป็นไรครับขอบคุณ, 没兴趣, 沒興趣, 不感兴趣, 不感興趣,
不用了, 不需要, 興味ない, 興味ありません,
興味がない, 興味がありません, 結構です, 遠慮します, 遠慮しておき, 관심없, 관심이없,
괜찮습니다, sina hamu, sitaki asante
"""

LATER_WORDS = """
later, not now, maybe later, tomorrow, some day, soon, despues, luego, plus tard, spater,
mais tarde, depois, piu tardi, straks, senare, senere, myohemmin, pozniej, pozdeji, kasnije,
kesobb, mai tarziu, αργότερα, sonra, daha sonra, позже, потом, пізніше, по късно, لاحقا,
بعدين, בהמשך, אחר כך, बाद में, baad mein, nanti, nanti ya, mamaya, để sau, เดี๋ยวก่อน, 以后再说,
之后, あとで, また今度, 나중에, baadaye
"""
LATER_PHRASES = """
not right now, not now, maybe later, perhaps later, ask me later, ask again later,
another time, some other time, not at the moment, not today, too busy, busy right now,
busy rn, im busy, bit busy, remind me, get back to you, come back to you, let you know later,
talk later, try me later, try again later, try me again, next week maybe, next month maybe,
maybe next week, maybe next month, maybe next year, hit me up later, when i have time,
when i have more time, after my exams, after exams, ahora no, mas tarde, quiza luego,
quizas mas tarde, en otro momento, otro dia, estoy ocupado, estoy ocupada, pas maintenant,
plus tard peut etre, une autre fois, pas le temps, jetzt nicht, gerade nicht,
vielleicht spater, ein andermal, keine zeit gerade, agora nao, outra hora, outro dia,
estou ocupado, estou ocupada, non ora, non adesso, un altra volta, nu niet, niet nu,
een andere keer, inte nu, en annan gang, ikke na, ikke nu, en anden gang, ei nyt,
joskus toiste, nie teraz, moze pozniej, innym razem, teraz nie, ted ne, jindy, ne sada,
не сада, можда касније, drugi put, most nem, maskor, nu acum, alta data, όχι τώρα, άλλη φορά,
simdi degil,
baska zaman, не сейчас, не сегодня, давай потом, может позже, в другой раз, не зараз,
іншим разом, не сега, друг път, ليس الان, مش دلوقتي, وقت اخر, الان نه, بعدا, לא עכשיו,
בפעם אחרת, अभी नहीं, abhi nahi, ابھی نہیں, এখন না, jangan sekarang, nanti aja, nanti saja,
lain kali,
lagi sibuk, bukan sekarang, hindi muna, sa susunod na lang, busy pa, để khi khác, lúc khác,
bây giờ thì không, ไว้ก่อน, ไว้วันหลัง, ยังไม่ใช่ตอนนี้, 现在不行, 下次吧, 改天, 現在不行,
今は無理,
今はちょっと, また今度, 今忙し, 지금은 안, 지금은안, 다음에할, 다음에요, si sasa
"""

WHO_PHRASES = """
who is this, whos this, who dis, who this, who are you, who r u, who r you, who are u,
whos there, do i know you, do i know u, do we know each other, have we met, how do i know you,
how do you know me, how did you get my, how did you find me, where do i know you from,
do you know me, is this a bot, are you a bot, r u a bot, are you real, are you a real person,
is this really you, is this the real, is it really you, is this automated, quien eres,
quien es, te conozco, nos conocemos, quien sos, eres un bot, qui es tu, tes qui, cest qui,
qui etes vous, on se connait, wer bist du, wer ist das, wer ist da, wer sind sie,
kenne ich dich, kennen wir uns, quem e voce, quem e, quem es, te conheco, a gente se conhece,
chi sei, chi e, ci conosciamo, ti conosco, wie ben jij, wie ben je, wie is dit, ken ik jou,
vem ar du, vem ar det, kanner jag dig, hvem er du, hvem er det, kjenner jeg deg,
kender jeg dig, kuka olet, kuka tama on, kim jestes, kto to, znamy sie, kdo jsi, kdo to je,
kto si, ko si ti, tko si ti, ki vagy, ismerlek, cine esti, te cunosc, ποιος είσαι, ποια είσαι,
σε ξέρω, sen kimsin, kimsin sen, kimsin, kimsiniz, siz kimsiniz, кто ты, кто вы, ты кто, вы кто,
кто это,
мы знакомы, хто ти, хто це, ми знайомі, кой си, кой си ти, коя си, коя си ти, ко си ти, من انت,
مين انت, مين معي, من معي,
هل اعرفك, شما کی هستید, מי זה, מי את, מי אתה, मैं आपको जानता हूं, आप कौन हैं, आप कौन हो,
तुम कौन हो,
aap kaun ho, kaun ho, tum kaun ho, আপনি কে, آپ کون ہیں, நீங்கள் யார், siapa ini, ini siapa,
siapa kamu, kamu siapa,
siapa ya, sino to, sino ka, sino po ito, kilala ba kita, bạn là ai, ai vậy, ai đây, ai thế,
คุณเป็นใคร, ใครคะ, ใครครับ, 你是谁, 你是誰, 你谁啊, 哪位, 我认识你吗, 我認識你嗎, 誰ですか,
どなたですか, どちら様, 누구세요, 누구시, 누구야, 저아세요, nani wewe, wewe ni nani
"""

POSITIVE_WORDS = """
yes, yess, yep, yup, yeah, yea, sure, of course, absolutely, definitely, deal, gladly, im in,
count me in, yes please, si, claro, por supuesto, dale, oui, bien sur, ja, gerne, klar,
na klar, sim, claro que sim, certo, volentieri, graag, jag vill, gjerne, kylla, joo, jasne,
chetne, ano, da, naravno, igen, persze, desigur, ναι, evet, tabii, olur, да, конечно, давай,
так, звісно, نعم, اكيد, ايوه, بله, حتما, כן, בטח, हां, haan, হ্যাঁ, iya, mau, boleh, oo, opo, có,
vâng, ได้, สนใจ, 好, 好的, 可以, はい, お願いします, 네, 넵, 좋아요, ndiyo
"""
POSITIVE_PHRASES = """
interested, im in, count me in, id love, i would love, would love to, love to, id like,
i would like, yes please, yes pls, send it, send me the, send me a, send me more, sign me up,
tell me more, sounds good, sounds great, sounds amazing, sounds fun, lets do it, lets go,
i want it, i want one, i want in, i need it, i need this, hell yes, hell yeah, heck yes,
im down, so down, cant wait, love it, love this, love that, love the idea, love your, i love,
great idea, made my day, so happy, thats amazing, im so excited, happy to, glad to,
me interesa, me encanta, me encantaria, cuenta conmigo, quiero uno, quiero una, lo quiero,
cuentame mas, ca minteresse, jadore, jadorerais, avec plaisir, je suis partant,
je suis partante, ich bin dabei, bin dabei, hatte interesse, habe interesse, hab interesse,
sehr gerne, tenho interesse, quero sim, eu quero, adorei, adoraria, com certeza, mi interessa,
mi piacerebbe, con piacere, ik doe mee, heel graag, leuk idee, jag ar med, garna, jeg er med,
olen mukana, wchodze w to, jestem zainteresowany, jestem zainteresowana, chetnie, mam zajem,
szivesen, erdekel, ma intereseaza, με ενδιαφέρει, ilgileniyorum, çok isterim, мне интересно,
интересно, с удовольствием, хочу, я за, цікаво, із задоволенням, интересува ме, مهتم, مهتمة,
احب, علاقه دارم, מעוניין, מעוניינת, אשמח, मुझे चाहिए, interested hu, mau dong, tertarik,
aku mau, berminat, gusto ko, interesado ako, mình muốn, em muốn, tôi muốn, สนใจค่ะ, สนใจครับ,
感兴趣, 有兴趣, 有興趣, 想要, 欲しい, ほしい, 興味あり, 興味があり, ぜひ, 관심있, 좋아요,
할래요, 갖고싶
"""

THANKS_PHRASES = """
thank you, thank u, thanks, thanx, lieben dank, thx, thnx, ty, tysm, tyvm, tks, cheers,
appreciate it,
appreciate you, much appreciated, gracias, merci, danke, dankeschon, vielen dank, obrigado,
obrigada, obg, valeu, vlw, grazie, bedankt, dank je, dankjewel, dank u, tack, takk, tak,
tusen takk, mange tak, kiitos, takk fyrir, dziekuje, dzieki, dekuji, diky, dakujem, vdaka,
hvala, хвала, koszonom, koszi, multumesc, mersi, ευχαριστώ, tesekkurler, tesekkur ederim,
sagol, спасибо, спс, благодарю, дякую, благодаря, شكرا, مشكور, ممنون, مرسی, متشکرم, شکریہ,
תודה, धन्यवाद, शुक्रिया, dhanyavad, shukriya, ধন্যবাদ, நன்றி, terima kasih, makasih, makasi, mksh,
trims, salamat, cảm ơn, cám ơn, ขอบคุณ, 谢谢, 謝謝, 多谢, 感谢, 感謝, ありがとう, 감사, 고마워,
고맙, asante, dankie, gracies, aitah, paldies, aciu, faleminderit
"""

ASKING_ENDINGS = "ですか, ますか, でしょうか, 吗, 嗎, 인가요, 나요, 까요, ไหม, หรือเปล่า"
"""Endings that ask without a question mark."""
