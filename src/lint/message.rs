//! The sentences, in four languages. `{}` stands for the operand, or for what the finding is beside.

use super::finding::Kind;

pub(super) fn sentences(kind: Kind) -> [&'static str; 4] {
    match kind {
        Kind::NeverHolds => [
            "This can never hold, so the coupon never applies.",
            "Cette condition n’est jamais remplie : le coupon ne s’applique jamais.",
            "Das trifft nie zu; der Gutschein gilt nie.",
            "Isto nunca se cumpre; o cupom nunca vale.",
        ],
        Kind::NeverTogether => [
            "This and {} never hold together, so the coupon never applies.",
            "Incompatible avec {} : le coupon ne s’applique jamais.",
            "Das und {} treffen nie zugleich zu; der Gutschein gilt nie.",
            "Isto e {} nunca se cumprem juntos; o cupom nunca vale.",
        ],
        Kind::NeverAll => [
            "The conditions never hold together, so the coupon never applies.",
            "Les conditions se contredisent : le coupon ne s’applique jamais.",
            "Die Bedingungen widersprechen sich; der Gutschein gilt nie.",
            "As condições se contradizem; o cupom nunca vale.",
        ],
        Kind::Ended => [
            "It has ended and no longer applies.",
            "Il a expiré et ne s’applique plus.",
            "Er ist abgelaufen und gilt nicht mehr.",
            "Expirou e não vale mais.",
        ],
        Kind::NoUses => [
            "It may be used 0 times, so it never applies.",
            "Aucune utilisation permise : il ne s’applique jamais.",
            "Er darf 0-mal verwendet werden und gilt nie.",
            "Pode ser usado 0 vezes; nunca vale.",
        ],
        Kind::NothingOff => [
            "It takes nothing off, so it never applies.",
            "Aucune remise : il ne s’applique jamais.",
            "Er zieht nichts ab und gilt deshalb nie.",
            "Não desconta nada; por isso nunca vale.",
        ],
        Kind::EndsBeforeStart => [
            "Its dates hold no moment that the conditions allow.",
            "Aucun moment permis par les conditions entre ses dates.",
            "In seinem Zeitraum liegt kein Zeitpunkt, den die Bedingungen erlauben.",
            "No seu período não há momento que as condições permitam.",
        ],
        Kind::AlwaysHolds => [
            "Every cart fulfils this.",
            "Tout panier remplit cette condition.",
            "Das erfüllt jeder Warenkorb.",
            "Todo carrinho cumpre isto.",
        ],
        Kind::Unlimited => [
            "Anybody can use it, always and without limit.",
            "Chacun peut l’utiliser, toujours et sans limite.",
            "Jeder kann ihn jederzeit und unbegrenzt verwenden.",
            "Qualquer pessoa pode usá-lo sempre e sem limite.",
        ],
        Kind::Redundant => [
            "This follows from {}.",
            "Cette condition découle de {}.",
            "Das folgt schon aus {}.",
            "Isto já decorre de {}.",
        ],
        Kind::Shadowed | Kind::ShadowedWhenEntered => [
            "{} always comes first, takes as much off, and does not go with it.",
            "{} passe toujours avant, remise au moins autant et n’est pas cumulable.",
            "{} kommt immer zuerst, zieht mindestens so viel ab und ist nicht kombinierbar.",
            "{} sempre vem antes, desconta ao menos o mesmo e não combina com ele.",
        ],
        Kind::AboveGoods => [
            "In a cart below {} it takes the goods’ price only; the rest is lost.",
            "En dessous de {}, il s’arrête au prix des articles ; le reste est perdu.",
            "Unter {} zieht er nur den Warenwert ab; der Rest verfällt.",
            "Abaixo de {}, desconta só o valor dos itens; o resto se perde.",
        ],
        Kind::AboveGoodsTogether => [
            "With {} it comes to more than 100 %: the later one takes only what is left.",
            "Avec {}, plus de 100 % : le second ne prend que ce qui reste.",
            "Mit {} über 100 %: der spätere zieht nur ab, was übrig ist.",
            "Com {} passa de 100 %: o segundo só desconta o que resta.",
        ],
        Kind::ShortCode => [
            "A code this short can be guessed; use 8 characters or more.",
            "Un code aussi court se devine ; prenez 8 caractères ou plus.",
            "So kurze Codes lassen sich erraten; nehmen Sie mindestens 8 Zeichen.",
            "Um código tão curto pode ser adivinhado; use 8 caracteres ou mais.",
        ],
        Kind::SequentialCode => [
            "The code follows a sequence and can be guessed.",
            "Le code suit une série et se devine.",
            "Der Code folgt einer Reihe und lässt sich erraten.",
            "O código segue uma sequência e pode ser adivinhado.",
        ],
        Kind::WordCode => [
            "A word and a number can be guessed.",
            "Un mot et un nombre se devinent.",
            "Ein Wort und eine Zahl lassen sich erraten.",
            "Uma palavra e um número podem ser adivinhados.",
        ],
        Kind::ShortPattern => [
            "Codes of this pattern can be guessed; use at least {} #.",
            "Les codes de ce modèle se devinent ; prenez au moins {} #.",
            "Codes dieses Musters lassen sich erraten; nehmen Sie mindestens {} #.",
            "Códigos deste padrão podem ser adivinhados; use ao menos {} #.",
        ],
        Kind::Overlapping => [
            "It and {} discount the same goods at the same time.",
            "Lui et {} remisent les mêmes articles en même temps.",
            "Er und {} gelten zur selben Zeit für dieselben Waren.",
            "Ele e {} descontam os mesmos itens ao mesmo tempo.",
        ],
        Kind::CapNever | Kind::CapHardly => [
            "The discount never reaches this cap.",
            "La remise n’atteint jamais ce plafond.",
            "Der Rabatt erreicht diese Grenze nie.",
            "O desconto nunca chega a este teto.",
        ],
        Kind::StepNever | Kind::StepHardly => [
            "This step is never reached.",
            "Ce palier n’est jamais atteint.",
            "Diese Stufe wird nie erreicht.",
            "Este degrau nunca é alcançado.",
        ],
        Kind::TakesNothing => [
            "This discount can take nothing off.",
            "Cette remise ne peut rien déduire.",
            "Dieser Rabatt kann nichts abziehen.",
            "Este desconto não pode descontar nada.",
        ],
        Kind::GiftWithoutLimit => [
            "The gift can be had any number of times.",
            "Le cadeau s’obtient un nombre illimité de fois.",
            "Das Geschenk gibt es beliebig oft.",
            "O brinde pode ser obtido sem limite.",
        ],
        Kind::OtherCurrency => [
            "The other coupons are in {}.",
            "Les autres coupons sont en {}.",
            "Die anderen Gutscheine sind in {}.",
            "Os outros cupons são em {}.",
        ],
        Kind::StopsNothing => [
            "No coupon of this list comes behind it.",
            "Aucun coupon de la liste ne vient après.",
            "Kein Gutschein der Liste kommt nach ihm.",
            "Nenhum cupom da lista vem depois dele.",
        ],
        Kind::CombinesWithNobody => [
            "No coupon of this list goes with it.",
            "Aucun coupon de la liste n’est cumulable avec lui.",
            "Kein Gutschein der Liste ist mit ihm kombinierbar.",
            "Nenhum cupom da lista combina com ele.",
        ],
        Kind::SameCode => {
            ["{} is the same code.", "{} est le même code.", "{} ist derselbe Code.", "{} é o mesmo código."]
        }
    }
}
