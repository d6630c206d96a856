"""What makes a message a commercial one, in six languages: enough alone, or only together."""

from __future__ import annotations

import re

ENOUGH = """
# % off|cheaper|discount|rabatt|reduziert|günstiger|diskon
# percent|prozent|persen off|discount|rabatt|diskon / per cent off / half price|off
buy one get one / for the price of one|# / a|the|my|your|special|extra discount
discount on|for|code|codes / promo code|codes / coupon|coupons|voucher|vouchers
gift card|cards|code|codes / # % de|of descuento|desconto|réduction|remise|moins
# por ciento|cento de descuento|desconto / descuento|descuentos / desconto|descontos
cupón|cupones|cupom|cupons / código promocional|promo / mitad de precio / metade do preço
code promo|réduction|avantage / code de réduction / bon de réduction / bon d'achat
une réduction|remise de|pour|sur / remise|réduction de # % / carte cadeau / moitié prix
rabatt|rabatte|rabattcode|rabattcodes / gutschein|gutscheine / gutscheincode|gutscheincodes
geschenkkarte / zum halben preis / diskon|potongan|hemat # % / diskon
kode promo|diskon|voucher / kupon / potongan harga / setengah harga / kartu hadiah
my|your affiliate link / affiliate link / use my link|code / with my code
buy|shop|order now|today / buy|order it here / buy|order yours|here
get|grab yours now|today|here|before|while / pre order / preorder / add to cart
free shipping|delivery / special|exclusive offer / limited offer / limited time offer
flash sale / black friday deal / on sale now|today / now on sale / is|are on sale / now for sale
is|are for sale / available in my|our shop|store / i'm selling / we're selling
i sell my|prints|art / i am selling / commissions are open
compra|compralo|cómpralo|pídelo ahora|aquí|ya / envío gratis / oferta especial|exclusiva
en oferta / a la venta / en venta / compre|compra|encomende agora|aqui|já / frete grátis
em promoção|oferta / à venda / eu vendo / achète|achetez|commande|commandez maintenant|ici|vite
livraison gratuite|offerte / offre spéciale|exclusive / en promo|promotion|solde / en vente
à vendre / je vends / jetzt|hier kaufen|bestellen|shoppen
bestell|bestelle|kauf|kaufe jetzt|hier / versandkostenfrei / kostenloser|gratis versand
sonderangebot / im angebot|sale / zum verkauf / vorbestellen / ich verkaufe
beli|order|pesan sekarang / beli|order|pesan di sini / gratis ongkir / promo spesial
penawaran khusus|spesial / dijual / aku|saya jual / sign up here|now|today
sign up for|to my|our / register|enroll|enrol now|here
join my|our patreon|course|membership|newsletter|workshop|masterclass|class|vip
subscribe to my|our newsletter|patreon|list|membership / become a member|patron
book your spot|seat|place|call / book a call|session|lesson with / regístrate / inscríbete
suscríbete a mi / únete a mi curso|club|patreon / reserva tu plaza|lugar / inscreva se
cadastre se / assine minha|meu|a|o / garanta o|a seu|sua / inscris toi / inscrivez vous
abonne toi à ma|mon / rejoins mon|ma cours|club|patreon|formation / melde dich an
melde dich jetzt|hier|gleich an / melde dich ~ newsletter an / jetzt|hier anmelden / sichere dir
daftar sekarang / daftar di sini / gabung kelas|member / ikut kelas / my|our online shop|store
visit my|our shop|store / check out my|our shop|store|merch|course|etsy
link to my|our shop|store / my|our new merch / mi|nuestra tienda online
visita mi|nuestra tienda / minha|nossa loja online
visite|visita minha|a|nossa minha|nossa|loja / visite minha|nossa loja
ma|notre boutique en ligne / visite|visitez ma|notre boutique
mein|meinem|meinen|unserem onlineshop / mein|meinem|unserem online shop
toko online aku|saya|ku / toko onlineku / kunjungi|cek toko aku|saya|ku|kami
kunjungi|cek tokoku
"""

OWN_SHOP = """
my|our shop|store|merch|etsy|patreon|gumroad / my|our etsy|web|art|little|new shop|store
mi|nuestra tienda / minha|nossa loja / ma|notre boutique
mein|meinem|meinen|unser|unserem|unseren shop|laden / tokoku / toko aku|saya|kami
"""
TRADING = """
buy / purchase / order it|one|there|from / sell|selling / prices / new in / in stock / open now
comprar|compra|compras / precios / encomendar / preços / vendo / acheter|commander / prix
kaufen|bestellen / preise / beli / harga
"""
"""A shop of one's own is only talked of, and so is trading: near each other they sell."""

REACH = 8
"""So many words from each other still speak of one thing."""

MONEY = """
€|$|£ # / # €|$|£|eur|euro|euros|usd|dollar|dollars|gbp|quid|reais|rupiah|brl|idr / rp #
us|r $ #
"""
SPENT = """
paid / spent / cost|costs me|us / won / saved / pagué|gasté / me|nos costó / gastei|paguei
me custou / ai payé|dépensé / j'ai payé|dépensé / m'a coûté / bezahlt|ausgegeben|gekostet
bayar / habis
"""
"""Near an amount of money these tell of one's own purse, not of a price to pay."""

BEFORE, AFTER = 5, 3
"""How near, in words."""

SHOP_LINK = re.compile(
    r"(?:https?://|www\.)\S*(?:shop|store|etsy|patreon|gumroad|ko-fi|buymeacoffee|amzn|amazon)"
    r"|\b(?:[\w-]+\.)*(?:etsy|patreon|gumroad|ko-fi|buymeacoffee|myshopify|redbubble)\.com\b"
    r"|\b[\w-]+\.(?:shop|store)\b(?!\.\w)",
    re.IGNORECASE,
)
"""A link that leads into a shop."""
