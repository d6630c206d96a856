"""Words too common to be announced, and words that turn a sentence into a "no" (data).

The lists are read through the same folding as comments: case and accents do not matter. The
words and phrases of ``inbound_words`` and ``inbound_answers`` count as common as well.
"""

from __future__ import annotations

COMMON = {
    "en": "a about after again all also always am an and any are art as ask at away baby back "
    "bad bc be beautiful because been before being best better big bless both boy bro but buy "
    "by call came can check click code color come comment cool could cute cuz damn day did "
    "direct dm do does done drop dude each even ever every everyone eye fan far fast feel few "
    "find fire first follow for free friend from fun funny game gave get gift gimme girl give "
    "go god goes going gonna good got great guy had hair happy has have he heart hello help her "
    "here hey hi him his home hope hot house how i idk if im in inbox info insta instagram into "
    "is it its job just keep kind king know last late learn leave less let life light like link "
    "list lol long look lord lot love lovely made make man many market may maybe me mean "
    "message might mine mom money more morning most mother much music must my name need new "
    "next nice night no nobody not nothing now of off offer often oh ok okay old omg on once "
    "one only open or other our out over page part people perfect person photo pic picture "
    "place play please post pov ppl pretty price promo put queen question quick read ready real "
    "really right said same save say see send shall share she shop should show sign size skin "
    "slay so some someone something song soon sorry still stop story such super sure take talk "
    "tell than thank thanks that the their them then there these they thing think this those "
    "three tiktok time to today told tomorrow too took top try two u under until up ur us use "
    "used very via video view vid voice wait walk wanna want was watch way we wear week well "
    "went were what when where which while who why will win wish with without woman word work "
    "world would wow write year yes yet you young your",
    "es": "a al algo alguien amo amor ahora año aqui así asi aun bien bonita bonito buena "
    "bueno cada casa como con cosa cual cuando cuanto cuenta dar de del desde dia dice dios "
    "donde dos el ella ellos en era eres es esa ese eso esta estar este esto estoy fue gente "
    "gracias gusta hacer hasta hay hermosa hermoso hola hoy igual informacion la las le lo los "
    "mañana mas me mejor mensaje mi mis mucho muy nada ni no nos nosotros nunca o otra otro "
    "pagina para pero persona poco por porque precio primero pues puedo que quien quiero saber "
    "se ser si sin sobre solo son soy su sus tal también tambien tan te tengo tiempo tiene todo "
    "todos tu tus un una uno usted va ver vez vida video vivo y ya yo",
    "pt": "a ai ainda amei amo amor ano antes ao aqui as assim até bem boa bom cada casa com "
    "como da de dela dele depois deus dia do dos e ela ele eles em era esse esta este estou eu "
    "fala fazer foi gente gostei hoje ir isso já la legal lindo linda mais mas me melhor meu "
    "mesmo minha muito na nada não no nos nossa nunca o obrigado oi onde os ou para pessoa pode "
    "por porque pra preço primeira quando quanto que quem quero se sem ser seu só sou também te "
    "tem tempo tenho ter todo tudo tão um uma vai vamos vc vem ver vez vida video você",
    "fr": "a ai aime alors amour après as au aussi autre aux avant avec beau beaucoup belle "
    "bien bon bonjour bonne bravo c ca ce cela ces cest cette chez coeur comme comment coucou "
    "dans de des deux dire dit donc du elle elles en encore es est et être eu fait faire fois "
    "gens il ils j jai je jour jolie la le les leur lien lui ma magnifique mais me merci mes "
    "message mieux moi mon monde ne non nos notre nous on ont ou oui où par parce pas peu peut "
    "plus pour pourquoi prix premier qu quand que quel quelle qui quoi rien sa sans se ses si "
    "son sont sur ta te tes toi ton toujours tous tout toute très trop tu un une va vie vidéo "
    "voir vos votre vous vrai y",
    "de": "ab aber alle alles als also am an andere auch auf aus beim bei bin bis bitte da "
    "dann das dass dein deine dem den der des dich die dir doch du echt ein eine einem einen "
    "einer er erste es euch euer für ganz geht geil gerade gern gibt gut gute habe haben hallo "
    "hast hat heute hier ich ihm ihn ihr im immer in ist ja jeder jetzt kann kein keine kommt "
    "können leben leider leute lieb liebe link mal man mega mehr mein meine mich mir mit nach "
    "neu neue nicht nichts noch nun nur ob oder ohne preis schon schön schöne sehr sein seine "
    "seit sich sie sind so super süß tag toll über um und uns vom von vor war warum was wann "
    "wenn wer wie wieder will wir wirklich wo würde zeit zu zum zur",
    "it": "a ai al alla anche ancora anno bella bello bene bravo brava c che chi ci ciao come "
    "con cosa così cuore da dai dal davvero dei del della di dio dopo dove e è ecco ed era fa "
    "fare fatto gli già giorno grande grazie ha hai ho i il in io la le lei lo loro lui ma mai "
    "me meno mi mia mio molto ne nei nel nella no noi non nulla o oggi ogni ora per perché più "
    "poi prezzo prima primo proprio può quale quando quanto quello questa questo qui sai se sei "
    "sempre senza si sì solo sono sta stai su sua suo ti tra troppo tu tua tuo tutta tutto un "
    "una uno va vero vi vita voglio voi",
    "nl": "aan al alle alleen als altijd ben bij daar dag dan dat de deze die dit doe door dus "
    "echt een eens en er ga gaan geen goed haar heb hebben heeft heel hem het hier hij hoe hoi "
    "iets ik in is ja je jij jouw jullie kan kom leuk lief maar mag mee meer met mij mijn moet "
    "mooi na naar niet niets nog nu of om ons ook op over prachtig prijs straks te tijd toch "
    "toen tot tussen uit van veel voor waar waarom wanneer was wat we weer wel welke wie wij "
    "wil worden ze zeer zich zijn zo zou",
    "sv": "aldrig alla allt att av bara bra dag de den det din du där efter eller en er ett "
    "fin fint från för gör ha han har hej hon hur här i inte ja jag kan kommer kul man med men "
    "mer min mycket nej nu när någon något och också om oss på sig som snygg så tack till "
    "underbar under upp ut vad var vara vi vill vilken är även över",
    "no": "alle alt at av bare bra da dag de den denne der det din du eller en er et fin for "
    "fra gå ha han har hei her hun hva hvem hvor hvordan i ikke ja jeg kan kul kommer man med "
    "meg men mer min mye nei noe noen nå når og også om oss på seg selv skal som så takk til ut "
    "vakker var ved vi vil være år",
    "da": "af alle alt at bare bliver da dag de den der det din dig du efter eller en er et "
    "flot for fra få god godt ham han har hej her hun hvad hvem hvor hvordan i ikke ja jeg kan "
    "kun man med meget men mere mig min mod nej noget nogle nu når og også om op os på se sig "
    "skal smuk som så tak til ud var ved vi vil være år",
    "fi": "ei en että hän hei hieno hyvä hyvää ihana ihan ja jo joka jos jotain kaikki kanssa "
    "kiitos kiva koska kuin kun kyllä mikä missä mitä mun mutta myös me minä minun mukaan niin "
    "nyt näin oli olla ollut olen on ovat paljon se sen sinä sitä siis sitten sun tai te tosi "
    "tulee tämä tätä vain vai vielä voi upea",
    "is": "að af ekki en er ég fyrir frá gott hann hún hvað hvar já með mér og sem svo til um "
    "var við það þetta þú",
    "pl": "ale albo aby bardzo będzie bez bo być był była cena co coś cudo czy dla dlaczego do "
    "dobra dobry dzień dzięki gdzie hej i ich ile ja jak jaki jakie jest jestem jeszcze już jej "
    "jego każdy kiedy kto która który lub ma mam masz mi mnie może można mój na nic nie nigdy "
    "no o od on ona oni piękna piękne po pod proszę przez przy sam się są super ta tak tam te "
    "tego ten też to tu tutaj tylko ty w więc wszystko wow z za zawsze ze że",
    "cs": "a ale ani ano bude by byl byla být co cena čau dnes do ho hezké i já jak jako je "
    "jeho její jen jenom ještě jsem jsi jsou k kde kdo kdy když která který krásné ma má mám "
    "máš mě mi moc můj na nad ne nebo není nic o od on ona pak po pod pro proč prosím protože s "
    "se si super svůj ta tady tak také tam ten to toho tu ty už v ve všechno z za že",
    "sk": "a aj ako ale alebo áno bol bola byť čo cena dnes do ho i ja je jej jeho ešte kde "
    "kto kedy keď krásne ktorý len ma má mám mi mne môj na ni nie nič o od on ona po pre prečo "
    "prosím s sa si som sú super ta tak tam ten to tu ty už v veľmi všetko z za že",
    "hr": "a ako ali bez bi bila bilo bio biti cijena da dan do dobro gdje hej i ili ima iz ja "
    "još je jer jesam kad kada kako koja koji koliko lijepo li ma me mi moj može na nema ne ni "
    "nije nisam ništa no o od on ona po pod prije sa sam samo se si smo su super sve šta što ta "
    "tako tamo te ti to tu u uz vi vrlo za zašto",
    "sl": "ali bi bil bila biti cena da do dober dan hej in iz ja jaz je kaj kako kdaj kdo ker "
    "ki kje ko lepo ma me mi moj na ne ni nič o od on ona pa po pri sam se si sem smo so super "
    "ta tako tam ti to tu vse z za zakaj zelo že",
    "sr": "а ако али без би био било већ до добро га где да и из или има ја је још како када "
    "који ли лепо ме ми много мој на не ни није о од он она па по са само сам се си су супер "
    "све та тако ти то у цена шта што за зашто",
    "bg": "а аз ако ала беше без би бъде в вече ви го да до добре е за защо и из или има как "
    "каква какво когато кой коя къде красиво ли ме ми много може на най не ни ние нищо но няма "
    "о от по под просто с само се си след са супер също съм така там те ти това тук тя хубаво "
    "цена че ще",
    "mk": "а ако беше да до е за зошто и или има како кога која кој ли ме ми многу може на не "
    "ни но од по само се си со сум таа тоа ти убаво цена што ќе",
    "ru": "а без бы был была были было быть в вам вас весь видео во вот все всё всем всегда вы "
    "где да даже день для до его ее если есть еще ещё же за и из или им их как какая какой "
    "когда кто красиво красота круто ли люблю меня мне много может можно мой моя мы на надо нам "
    "нас не него нет ничего но ну о об он она они от очень по под пожалуйста почему при привет "
    "просто с сам себя сегодня сейчас сколько со спасибо супер так там тебя тебе то тоже только "
    "тут ты у уже хочу хорошо цена чем что чтобы эта эти это я",
    "uk": "а або але без бо був була було бути в вам вас все всі вже ви від він вона вони "
    "гарно где да дай де день дуже дякую для до є ж за з зараз і із їх й його коли краса круто "
    "люблю мене мені ми мій моя на не нас ні ніколи о по привіт при про просто скільки так там "
    "та те теж тебе ти тільки то тут у це ціна що щоб ще я як яка який",
    "hu": "a az aki ami amit azt be ben csak de egy ez el én és ezt fel ha hogy hol igen ír is "
    "itt ja jó ki kell köszi le lesz ma már még meg mert mi miért mint most mit nagyon ne nekem "
    "nem nincs nő olyan ő össze pedig szép szia szuper te több tud után újra vagy vagyok van "
    "volt",
    "ro": "a acest aceasta acum ai al am aș asta așa au bine bun bună ca când care ce cel cine "
    "ceva cu cum că da dacă de deci din după e ea ei el este eu fără foarte frumos frumoasă iar "
    "în îmi la le lui mă mai mea meu mi mult nimic noi nu o pe pentru preț prin poate sa sau se "
    "și spre sunt super te tot toate tu un una unde va vă voi vreau",
    "et": "aga ei et ilus ise ja jah jälle kas kes kui kuidas kus ma mida mis minu mul mulle "
    "nii nüüd oli olla olen on palju see seda siin siis sina sa super ta tere väga või",
    "lv": "ar bet bija būs cena es ir jau ja jā kā kad kas kur labi ļoti man mani ne nav no "
    "par pie skaisti tad tas tā tikai tu un uz vai ko šis",
    "lt": "ar aš bet bus buvo gražu iš ir jau jei ji jis jo kada kaip kas kiek kodėl kur labai "
    "man mano ne nėra nes o su tai tik tu už yra į kaina",
    "sq": "a apo bukur dhe do e edhe është i ishte ju ka kam kjo ku më me mirë mund në nga nje "
    "një nuk pa për po pse që sa se shumë si tani te të ti unë vetëm çfarë çmimi",
    "ca": "a al amb aquest aquesta bé bon bona bonic com de del dels dia el els en és està hi "
    "ho i ja la les li més mes molt no o on per però que qui quan sense ser si són soc també te "
    "tot tu un una va vaig vol preu",
    "el": "αλλα αν απο αυτη αυτο αυτος για γεια δε δεν ειμαι ειναι εγω εδω ενα επειδη εσυ εχω "
    "εχεις ετσι η ηταν θα θελω και κατι κανω μα με μεγαλο μην μια μου μονο μπορω να ναι ο οι "
    "οπως οταν οτι ομορφο οχι πολυ που ποσο ποτε πρεπει πως σαν σας σε σου στη στο στον σουπερ "
    "τα τη την της τι τιμη το τον του των τωρα ωραια ωραιο",
    "tr": "abi ama ben beni bana bence biz bir biri bu bunu bugün çok da daha de değil diye "
    "efsane en evet fiyat gibi göre güzel hadi hem her hiç iyi için ile ise kadar kim kaç ki mı "
    "mi mu ne neden nasıl nerede o ol olarak olan oldu olur onu sana sen seni siz şey şimdi şu "
    "süper var ve veya ya yani yok zaten zaman",
    "az": "amma bax bəli bir biri bu çox da də deyil gözəl hər hə indi kim ki mən mənə nə necə "
    "niyə o olar olub qiymət salam sən sizə super üçün var və ya yox yaxşı",
    "ar": "الا الله التي الذي الى الي ام ان انا انت انتي انه او اي ايش بس بعد به بدي جدا جميل "
    "حتى حلو حلوه خاص ده دا ذلك رائع سعر شو صح على علي عن عند في فيه قال قبل كان كل كم كيف لا "
    "لك لكن لم لو له لي ليش ما ماشاء مثل مره مش مع من منو مين هاي هذا هذه هل هنا هو هي هيك و "
    "وين ولا يا يعني يوم",
    "fa": "آن اگر از است اما این با باید بر برای بود به بی پس تا تو چه چرا چی چقدر خوب خیلی در "
    "را رو سلام شما شد عالی قشنگ قیمت کجا که کن کی ما مثل من می نه هست هم همه و ولی هر یا یک یه",
    "ur": "اور آپ ایک اس اسے ان بہت بھی پر تو تک تم جو جی سے صرف قیمت کا کب کر کرو کو کون کہ "
    "کی کے کیا کیوں کیسے لیکن میرا میں مجھے نے نہیں وہ ہم ہو ہوں ہے ہیں یا یہ",
    "he": "אבל או אז אותי אותך אחד אחרי אין איך אם אמא אנחנו אני את אתה אתם בבקשה בגלל בואי "
    "היא היה הוא הזה זה זאת חיים טוב יפה יש כי כל כמה כמו כן לא לי לך לה לו מאוד מה מהמם מי "
    "מחיר מתי מושלם נכון על עוד עם עכשיו פה רוצה רק של שלי שלך שם תודה",
    "hi": "अच्छा अब अभी आप आपका आपकी इस उस एक और का कब कर करो कहां कि किस की कीमत कुछ के को "
    "कोई कौन क्या क्यों गया जी जो तक तुम तू तो था थी दो ने नहीं पर बहुत भी मुझे मेरा मेरी में "
    "मैं यह ये या वह वो सब सुंदर से हम है हैं हो ही aap accha bahut bhai bhi hai hain ho hum "
    "kab kaise ka ke ki ko kya kyu mai main mera mujhe nahi sab se tum yaar",
    "bn": "আমার আমি আর আপনি আপনার এই একটা এক এটা ও কত কি কী কেন কোথায় খুব তুমি তোমার দাম না "
    "নেই পারি ভালো যে সব সুন্দর হবে হয়",
    "ta": "அது அந்த இது இந்த என் என்ன எப்படி எங்கே ஏன் ஒரு நான் நீ நீங்கள் நல்ல மிகவும் விலை",
    "te": "అది ఇది ఒక ఎలా ఎక్కడ ఎందుకు ఏమి చాలా ధర నా నాకు నీ నీకు నేను బాగుంది మీరు",
    "id": "abang ada adalah aja aku apa atau aduh ayo bagaimana bagus banget banyak bang baru "
    "beli berapa bisa bu buat bukan cantik cinta coba dari deh di dia dan dong dulu gak ga "
    "gimana gitu harga hari ini itu iya jadi jangan jika juga kak kakak kalau kalo kami kamu "
    "kapan karena kasih ke keren kita kok kenapa lagi lah lebih lucu mana mantap mas mau mereka "
    "mba mbak min mohon nama nanti nih nya oke orang pada paling per pesan sama sangat satu "
    "saya sayang sekali semua seperti siapa sih suka sudah tahu tapi tau tentang terima tolong "
    "udah untuk video ya yang yg",
    "ms": "abang ada akak aku anda apa awak bagus banyak berapa boleh cantik dah dalam dan "
    "dari dengan dia di harga hari hai ini itu jangan je jika juga kalau kami kat kau ke kenapa "
    "kita lagi lah mahu mana mereka nak ni pada saya sangat satu saja semua siapa sini suka "
    "sudah tahu tak tapi tengok tu untuk yang",
    "tl": "ako ang ano at ay ba bakit bang dahil din dito ganda galing gusto hindi ikaw ito "
    "iyan ka kahit kasi kay ko kung kayo lang lahat lamang magkano mahal may meron mga mo na "
    "naman namin nang natin nga ng ngayon ni nila nito nya opo paano pala para pero pa po "
    "presyo rin sa saan sana si sino siya sobra tayo talaga wala wow yan yun",
    "vi": "anh bao bạn bán bị các cái cảm cám cần chị chỉ cho chưa có con cô của cũng đã đang "
    "đâu đây đẹp đi đó được em gì giá giờ hay hơn không khi là lại làm lắm lên mà mình mới một "
    "muốn nào này nên nếu ngon người như nhiều những nó ơi ở quá ra rất rồi sao sẽ tại thật thì "
    "thế theo thôi thích tôi trong từ và vào vẫn về vì với vậy xin yêu",
    "th": "กับ การ ก็ ขอ ของ ขาย ครับ คะ ค่ะ คือ คน งาม จะ จัง จาก ฉัน ชอบ ดี ดีมาก ดู ด้วย "
    "ได้ ต้อง ทำ ทำไม ที่ ที่ไหน ที่สุด เท่าไหร่ น่ารัก นะ นี้ นี่ เป็น ผม พี่ แพง เพลง มา มาก "
    "มี แม่ เมื่อไหร่ ไม่ ยัง ยังไง ราคา รัก เรา และ แล้ว วันนี้ สนใจ สวย สวยมาก สุดยอด หนู "
    "หรือ อยาก อยู่ อะไร เอา ไป",
    "zh": "一个 一下 为什么 什么 他 他们 你 你们 你好 可以 可爱 吗 吧 呢 啊 哈哈 哪里 喜欢 在 "
    "多少 多少钱 好 好的 好看 好美 她 对 想要 想 我 我们 是 是的 有 没有 漂亮 爱 现在 的 真的 "
    "真好 知道 私信 第一 给我 美 老师 自己 要 视频 这个 这 那个 那 都 链接 非常 了 不 不是 加油 "
    "价格 怎么 谢谢",
    "ja": "ありがとう いい いいね うん おはよう おめでとう お願い かわいい かっこいい これ "
    "この こんにちは これは さん して した すき すごい すてき する それ その そう です ます "
    "だよ ちゃん と とても どこ どう な なに なんで ない ね の は ください ほんと まじ もう "
    "やばい よ よう わかる わたし 今日 可愛い 天才 好き 動画 待って 最高 欲しい 神 私 素敵 綺麗 "
    "草 何 僕 値段",
    "ko": "가격 감사 감사합니다 같아요 그 그냥 나 나도 내 너무 네 너 누나 대박 더 또 많이 뭐 "
    "및 사랑 사랑해 언니 언제 얼마 에서 영상 예뻐 예쁘다 오늘 오빠 와 완전 왜 우리 이 이거 이건 "
    "있어요 저 저도 정말 제 좀 좋다 좋아 좋아요 좋은 진짜 참 최고 하나 하는 한 해요 했어 헐 "
    "ㅋㅋ ㅋㅋㅋ ㅎㅎ 어디 어떻게",
    "sw": "ahsante asante au bei hapa hapana hii hiyo huyo je kama kila kwa kwenye leo mimi "
    "mzuri na naomba napenda ndiyo nini nzuri pia sana sasa sawa si wewe wapi ya yako yangu",
    "af": "aan al as asseblief baie bietjie dag dankie dat die dis dit ek en gaan goed haar "
    "het hier hoe hoekom hulle hy in is ja jou julle jy kan lekker maar meer met mooi my na nie "
    "nog nou of ook om ons op pragtig prys so sy te toe tot uit van vir waar wat wanneer was "
    "wie wil",
}
"""What people write all day under videos, by language: said by chance, so it says nothing."""

NEGATORS = """
no not never none nobody nothing neither nor without dont wont cant cannot couldnt shouldnt
wouldnt didnt doesnt isnt arent wasnt werent havent hasnt hadnt aint stop quit hate nope nah
nunca jamas sin nada tampoco ne pas jamais sans non aucun aucune rien
nicht nichts kein keine keinen keinem keiner nie niemals ohne nein nao sem nem mai senza
niet geen nooit zonder nee inte aldrig utan ingen inga inget nej ikke aldri uten uden nei
ei ala ilman nie nigdy bez nikdy nikad nikoli brez nemoj nechci necu nocu
не нет ни никогда без ні немає ніколи никога няма нема немој
nem soha nelkul nu niciodata fara ara ilma nekad nav niekada nera nuk mos sense
δεν δε μη μην οχι ποτε χωρις degil deyil yok yox hayir istemiyorum gonderme yollama atma yazma
لا مش مو ليس بدون لن لم نه بدون نمیخوام نفرست نہیں مت بغیر לא אל בלי אין
नहीं मत ना बिना nahi nahin mat না নয় নেই வேண்டாம் இல்லை వద్దు లేదు కాదు
tidak tak gak ga nggak ngga enggak jangan bukan tanpa usah hindi wag huwag walang ayaw
không đừng chẳng chưa hapana bila usinitumie sitaki
안 못 싫어 말고 아니
"""
"""Words that may turn what a sentence says; with one of them beside it a keyword is not meant."""

RUN_ON_NEGATORS = "不 没 沒 別 别 勿 ない ません なし やめ 않 지마 말아 싫 없 ไม่ อย่า ห้าม"
"""The same in scripts written without blanks, found anywhere in a sentence."""
