"""What no message says to somebody who likes you, in six languages, by what is wrong with it."""

from __future__ import annotations

VALUE = """
follow me and i'll|i|get|you|receive|win / follow and get|win|receive / follow to get|win
if you follow me i'll|i|you / once you follow me / follow me back / follow for follow
follow for a / i'll follow you back / i'll follow back / f # f / follow first and
like and follow to|for|and|me / like and share to|for|and / share ~ to win / follow 4 follow
like ~ and i'll send|give / follow ~ and i'll send|give / in exchange for a follow|like
in return for a follow|like / for every follow|like / tag # friends / like ~ to win
sígueme y te / síganme y les / si me sigues te / sígueme para / dale like y / dale me gusta y
comparte y gana / a cambio de un like|follow / a cambio de que me sigas
etiqueta a # amigos|amigas / me segue e|que / me siga e / se me seguir / segue que eu
se você me seguir / curte e ganha / curta e / compartilha e ganha / compartilhe e ganhe
em troca de um|uma like|follow|curtida / marca # amigos|amigas / marque # amigos|amigas
suis moi et je|tu / suivez moi et je|vous / abonne toi et je|tu / si tu me suis je|tu
si tu t'abonnes je|tu / like et partage / mets un like et / en échange d'un like|abonnement
folge mir und / folg mir und / wenn du mir folgst bekommst|kriegst|schicke|gebe
teile ~ und gewinne / like und folge / liken und folgen / gegen ein like|follow|abo
für ein like|follow|abo / markiere # freunde / folge zurück / follow aku|saya dan|nanti|terus
follow balik / follback / kalau kamu follow aku|saya / follow dulu / like dan follow
tag # teman
sígueme y gana|recibe / síguenos y / si nos sigues te / comparte y etiqueta / segue e ganha
siga e ganhe / segue a página e ganha / te sigo se me|você / me segue que eu / abonne toi pour
abonnez vous et|pour / partage et gagne / partagez et gagnez / je te suis si tu
abonniere und / folge mir, dann / ich folge dir, wenn / teilen und gewinnen
ikuti akun aku|ini dan / like dan komen untuk|biar / follow dan menangkan / follow untuk menang
"""

SECRECY = """
keep ~ between us / stays between us / just between us / our little secret / be|is our secret
don't tell anyone|anybody / do not tell anyone|anybody / tell no one
don't tell your parents|mom|mum|mother|dad|father|boyfriend|girlfriend|husband|wife|friends
tell nobody / keep this|it secret
keep this|it a secret / keep our ~ secret / don't show this to / delete this message|chat
nobody has to know / no one has to know / nobody needs to know / no one needs to know
quede|queda entre nosotros / no se lo digas|cuentes a nadie / no le digas|cuentes a nadie
nuestro secreto / nuestro pequeño secreto / guarda el secreto / borra este mensaje|chat
nadie tiene que saberlo / no lo cuentes / fica entre nós / não conta|conte pra|para|a ninguém
nosso segredo / nosso segredinho / guarda segredo / apaga|apague essa|esta mensagem
ninguém precisa saber / reste entre nous / ne le dis|dites à personne / ne dis rien à personne
n'en parle à personne / notre secret / notre petit secret / garde le secret
efface|supprime ce message / personne ne doit savoir / personne n'a besoin de savoir
bleibt unter uns / sag es niemandem / sag niemandem / erzähl es niemandem / erzähl niemandem
erzähle es niemandem / verrate es niemandem / unser geheimnis / unser kleines geheimnis
behalt|behalte das für dich / lösch|lösche diese nachricht / niemand muss das|es|davon wissen
rahasia kita / jangan bilang siapa / jangan bilang ke siapa / jangan bilang orang tua
jangan kasih tahu siapa / jangan cerita ke siapa / antara kita saja|aja / hapus pesan|chat ini
entre tú y yo|nomás / que no se entere nadie / no se lo cuentes a / solo entre nosotros
só entre nós / só entre a gente / segredo nosso / não mostra|mostre pra|para ninguém
garde le pour toi / ça reste entre nous / sans le dire à personne / ne le montre à personne
behalte es für dich / bleibt zwischen uns / unter uns bleiben / zeig es niemandem
rahasiakan ya|ini / jangan kasih tau siapa / jangan kasih lihat siapa / cukup kita yang tahu
"""

DATA = """
send|give|text|tell me your number|phone|password|address / what's|whats your number
what is your number / have your number / get your number / drop your number
your phone|cell|mobile number / your whatsapp / your password / your passcode / your login
verification|security code / code you received|got / your card|bank|account number
your bank details / your card details / dame|pásame|envíame|mándame|dime tu número|teléfono
cuál es tu número / tu número de teléfono / tu whatsapp / tu contraseña / tu clave
código de verificación / número de tarjeta
me passa|manda|envia|dá|fala|diz seu|teu|o número|telefone|zap / qual seu|teu número
qual é o seu|teu número / me passa|manda|envia|dá o seu|teu número|telefone|zap
seu|teu número de telefone / seu|teu whatsapp|zap / sua|tua senha / código de verificação
número do cartão / donne|envoie|file moi ton numéro / c'est quoi ton numéro
quel est ton|votre numéro / ton|votre numéro de téléphone|portable / ton|votre whatsapp
ton|votre mot de passe / code de vérification / numéro de carte
gib|schick|sag mir deine nummer / wie ist deine nummer / deine|ihre telefonnummer|handynummer
dein|ihr passwort / dein whatsapp / deine whatsapp / bestätigungscode / sicherheitscode
kartennummer / nomor hp|telepon|wa kamu / nomor hpmu|teleponmu|wamu / minta|kirim|bagi nomor
kata sandi / password kamu / passwordmu / kode verifikasi|otp / nomor kartu
dame|mándame|envíame|pásame tu dirección|correo|contraseña|clave / tus datos bancarios
manda|envia|passa seu|teu|sua|tua endereço|cpf|senha / seus dados bancários / seu cpf
donne|envoie moi ton adresse|mail|mot / tes coordonnées bancaires / ton iban
gib|schick|schreib mir deine adresse|mail|handynummer / deine kontodaten / dein iban|deine iban
kirim|minta|bagi alamat kamu|rumahmu / alamatmu dong / nomor rekening kamu|rekeningmu
"""

PRESSURE = """
act now|fast / hurry up|before / so hurry / now or never / last chance to / don't miss out
don't miss this|your|it / answer|reply|respond me now|asap|immediately
answer|reply|respond now|asap|immediately / you must reply|answer|respond|follow|buy
you need to reply|answer|respond / before it's too late
i need your answer|reply now|today|tonight / decide now / última oportunidad / date prisa
apúrate / ahora o nunca / no te lo pierdas / actúa ya|ahora / respóndeme|contéstame ya|ahora
antes de que sea tarde / última chance|oportunidade / corre que / agora ou nunca
não perca|perde / responde logo / antes que seja tarde / dernière chance / dépêche toi
dépêchez vous / maintenant ou jamais / ne rate|manque pas / réponds vite / réponds moi vite
avant qu'il ne soit trop tard / letzte chance / beeil dich / jetzt oder nie / schnell sein
verpass|verpasse nicht|es|das / antworte jetzt|sofort|schnell / bevor es zu spät ist
kesempatan terakhir / buruan / cepetan / jangan sampai ketinggalan|kehabisan / balas sekarang
cepat balas / segera balas
responde ya|ahora|rápido / contesta ya|ahora|rápido / tienes que responder|contestar / decide ya
no dejes pasar esta|la / no te quedes fuera / responda já|agora|logo / responde já|agora
você precisa responder / não deixe passar|escapar / não fique de fora / decide logo
réponds maintenant|immédiatement / réponds tout de suite / tu dois répondre / fais vite
ne laisse pas passer / nicht verpassen / du musst antworten / antworte bitte sofort|schnell
entscheide dich jetzt|schnell / greif schnell zu / jangan lewatkan|dilewatkan / jawab sekarang|cepat
harus balas|jawab sekarang / sebelum terlambat
"""

GUILT = """
did you see|get|read my message|messages|dm / have you seen|read my message|messages|dm
why didn't|don't you reply|answer|respond / why haven't you replied|answered|responded
you never answered|replied|responded / you didn't answer|reply|respond
you haven't answered|replied|responded / you ignored me|my / are you ignoring / stop ignoring
i'm disappointed / i am disappointed / after all i did|do|have|gave / after everything i
a real fan would / a true fan would / if you really cared|liked
i thought you were a real|true fan / you owe me / waiting for your answer|reply
still no answer|reply / just following up / following up on my / bumping this
in case you missed my message|dm / i guess you don't / thought you cared
viste|leíste|recibiste mi mensaje / has visto|leído|recibido mi mensaje
por qué no respondes|contestas / por qué no me respondes|contestas
no me has respondido|contestado / nunca respondiste|contestaste / me ignoras
me estás ignorando / esperando tu respuesta / me decepcionas|decepcionaste / un verdadero fan
viu|leu|recebeu|viste a|minha mensagem / viste|leste|recebeste a minha mensagem
por que não responde|respondeu / por que você não responde|respondeu
por que não me respondeu|responde / você nunca respondeu / tá|está me ignorando
esperando sua|a|tua resposta / estou decepcionado|decepcionada / um fã de verdade
tu as|t'as vu|lu|reçu mon message / as tu vu|lu|reçu mon message
vous avez vu|lu|reçu mon message / t'as vu|lu|reçu mon message / pourquoi tu ne réponds pas
pourquoi tu réponds pas / tu ne m'as pas|jamais répondu / tu n'as pas|jamais répondu
tu m'ignores / j'attends toujours ta réponse / je suis déçu|déçue / un vrai fan
hast du meine nachricht gesehen|gelesen|bekommen / warum|wieso antwortest du nicht
warum|wieso hast du nicht geantwortet / du hast nicht|nie geantwortet / ignorierst du mich
du ignorierst mich / warte noch|immer auf deine antwort / warte immer noch / ich bin enttäuscht
ein echter fan / lihat|baca pesanku / lihat|baca pesan saya|aku / sudah|udah lihat|baca pesan
kenapa tidak|gak|ga|nggak|enggak balas|dibalas|jawab
kok tidak|gak|ga|nggak|enggak dibalas|balas / nunggu|menunggu balasan / aku|saya kecewa
fans sejati
me dejaste|dejas en visto / me has dejado en visto / después de todo lo que hice|hago
si de verdad te importara|importaba / me deixou no vácuo / depois de tudo que eu fiz|faço
se você realmente gostasse|se importasse / viu que eu te mandei / tu m'as laissé|mis en vu
après tout ce que j'ai|je / si tu m'aimais vraiment / toujours pas de réponse
immer noch keine antwort / nach allem was ich / wenn du mich wirklich / du hast mich ignoriert
cuma di read|dibaca / kok cuma dibaca|diread / setelah semua yang aku / kalau kamu beneran
masih belum dibalas|dijawab
"""

SCARCITY = """
only|just # left / only a few left / almost|nearly sold out / selling fast
while stocks|supplies last / today only / only today / ends tonight|today
# spots|places|seats|hours left / limited spots|places|seats / before they're gone
before it's gone / offer expires|ends / solo quedan # / quedan solo # / quedan pocas|pocos
últimas unidades|plazas / solo hoy / solo por hoy / hasta agotar existencias / termina|acaba hoy
casi agotado / plazas limitadas / só restam # / restam # / últimas vagas / só hoje / apenas hoje
enquanto durar o estoque / acaba|termina hoje / quase esgotado / vagas limitadas / plus que #
il ne reste que / dernières places / derniers exemplaires / aujourd'hui seulement|uniquement
seulement|uniquement aujourd'hui / jusqu'à épuisement / se termine ce soir / presque épuisé
places limitées / nur noch # da|übrig|plätze|stück|verfügbar / nur heute / nur noch heute
solange der vorrat reicht / fast ausverkauft / endet heute / begrenzte|limitierte plätze
letzte plätze / nur noch wenige / tinggal # lagi|slot|pcs / stok terbatas / hanya hari ini
hari ini saja / hampir habis / tempat|slot terbatas / berakhir hari ini / selagi persediaan
quedan # plazas|cupos|lugares / últimos cupos|lugares / por tiempo limitado
restam poucas|poucos / últimas unidades / por tempo limitado / vagas acabando
plus que quelques / durée limitée / stock limité / il en reste peu / offre limitée
nur für kurze zeit / nur kurze zeit / nur noch wenige|kurz / letzte chance
sisa # lagi|slot|pcs / sebelum kehabisan / kuota terbatas
"""
