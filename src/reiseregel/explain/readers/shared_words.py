"""Words that the explanations for all three readers share."""

from __future__ import annotations

from reiseregel.errors import Text

LAW_DATE = Text("dato som bestemmer rett og sats", "dato som avgjer rett og sats", "governing date")
AGE = Text("alder den dagen", "alder den dagen", "age on the day")
DAY_NUMBER = Text("{}\u00a0dager", "{}\u00a0dagar", "{}\u00a0days")
RATE_FROM = Text("sats fra {}", "sats frå {}", "rate from {}")
FROM_DAY = Text("{} fra {}", "{} frå {}", "{} from {}")

#: What a comparison that decided would have to be, by the comparison that does not hold.
REQUIRED = {
    "<": Text("Det må være mindre enn {}.", "Det må vere mindre enn {}.", "It must be less than {}."),
    "<=": Text("Det må være høyst {}.", "Det må vere høgst {}.", "It must be at most {}."),
    ">": Text("Det må være mer enn {}.", "Det må vere meir enn {}.", "It must be more than {}."),
    ">=": Text("Det må være minst {}.", "Det må vere minst {}.", "It must be at least {}."),
    "==": Text("Det må være {}.", "Det må vere {}.", "It must be {}."),
    "!=": Text("Det må være noe annet enn {}.", "Det må vere noko anna enn {}.", "It must be anything but {}."),
}
REQUIRED_DAY = {
    "<": Text("Det måtte være før {}.", "Det måtte vere før {}.", "It had to be before {}."),
    "<=": Text("Siste frist var {}.", "Siste frist var {}.", "The last day was {}."),
    ">": Text("Det måtte være etter {}.", "Det måtte vere etter {}.", "It had to be after {}."),
    ">=": Text("Det måtte være tidligst {}.", "Det måtte vere tidlegast {}.", "It had to be {} or later."),
    "==": Text("Det måtte være {}.", "Det måtte vere {}.", "It had to be {}."),
    "!=": Text("Det måtte ikke være {}.", "Det måtte ikkje vere {}.", "It could not be {}."),
}
#: How the value stood to the limit, where that gave a right or an amount.
MEETS = {
    "<": Text("mindre enn {}", "mindre enn {}", "less than {}"),
    "<=": Text("ikke mer enn {}", "ikkje meir enn {}", "not more than {}"),
    ">": Text("mer enn {}", "meir enn {}", "more than {}"),
    ">=": Text("minst {}", "minst {}", "at least {}"),
    "==": Text("akkurat {}", "nett {}", "exactly {}"),
    "!=": Text("ikke {}", "ikkje {}", "not {}"),
}
MEETS_DAY = {
    "<": Text("før {}", "før {}", "before {}"),
    "<=": Text("senest {}", "seinast {}", "not later than {}"),
    ">": Text("etter {}", "etter {}", "after {}"),
    ">=": Text("tidligst {}", "tidlegast {}", "not before {}"),
    "==": Text("samme dag", "same dag", "the same day"),
    "!=": Text("ikke {}", "ikkje {}", "not {}"),
}
STATED = Text("{}: {}.", "{}: {}.", "{}: {}.")
NONE_LISTED = Text("{}: ingen.", "{}: ingen.", "{}: none.")
NONE_FITS = Text(
    "{}: ingen som oppfyller vilkårene.", "{}: ingen som oppfyller vilkåra.", "{}: none that meets the conditions."
)
ONE_FITS = Text("{}: minst én.", "{}: minst éin.", "{}: at least one.")
NOT_ALL = Text("{}: ikke alle.", "{}: ikkje alle.", "{}: not all.")
LIST_UNKNOWN = Text("{}: ukjent.", "{}: ukjent.", "{}: unknown.")

EQUALS = Text("{} = {}.", "{} = {}.", "{} = {}.")
LABELLED = Text("{}: {}", "{}: {}", "{}: {}")
AT_MOST = Text(
    "{} er mer enn {}, som er det meste som kan regnes med.",
    "{} er meir enn {}, som er det meste som kan reknast med.",
    "{} is more than {}, which is the most that can count.",
)
AT_LEAST = Text(
    "{} er mindre enn {}, som er det minste som skal regnes med.",
    "{} er mindre enn {}, som er det minste som skal reknast med.",
    "{} is less than {}, which is the least that is to count.",
)
BELOW_ZERO = Text(
    "{} − {} blir mindre enn null. Beløpet er {}.",
    "{} − {} blir mindre enn null. Beløpet er {}.",
    "{} − {} is less than zero. The amount is {}.",
)
ROUNDED = Text("{} = {}, avrundet til {}.", "{} = {}, avrunda til {}.", "{} = {}, rounded to {}.")
WHOLES = Text("{} gir {} hele ganger {}.", "{} gir {} heile gonger {}.", "{} gives {} whole times {}.")
PER_CENT = Text("{} % av {}", "{} % av {}", "{}% of {}")
DAYS = Text("{} døgn × {} ({})", "{} døgn × {} ({})", "{} × {} per day ({})")

SHOWN_ABOVE = Text("Vist over: {}", "Vist over: {}", "Shown above: {}")
REASONS = Text("Begrunnelse", "Grunngiving", "Reasons")
SUM = Text("Slik er beløpet regnet ut", "Slik er beløpet rekna ut", "How the amount was worked out")
CONDITIONS = Text("Vilkår og opplysninger", "Vilkår og opplysningar", "Conditions and facts")
OPEN = Text("Må avklares", "Må avklarast", "To be settled")
CHANGES = {
    "utfall": Text(
        "Kan endre utfallet av post {}.", "Kan endre utfallet av post {}.", "May change the outcome of item {}."
    ),
    "beloep": Text("Kan endre beløpet i post {}.", "Kan endre beløpet i post {}.", "May change the amount of item {}."),
    "beloep_utfall": Text(
        "Kan endre utfallet av og beløpet i post {}.",
        "Kan endre utfallet av og beløpet i post {}.",
        "May change the outcome and the amount of item {}.",
    ),
}
PERHAPS = Text("Det er ikke sikkert.", "Det er ikkje sikkert.", "It is not certain.")
POSSIBLE = Text("Mulige utfall: {}.", "Moglege utfall: {}.", "Possible outcomes: {}.")
JUDGED = Text("Vurdert av saksbehandler", "Vurdert av saksbehandlar", "Assessed by the caseworker")
JUDGED_AS = Text("{}: {}.", "{}: {}.", "{}: {}.")
JUDGED_BY = Text(
    "Vurdert {} av {} (referanse {}).", "Vurdert {} av {} (referanse {}).", "Assessed on {} by {} (reference {})."
)
WEIGHED = Text("Lagt vekt på: {}.", "Lagt vekt på: {}.", "Weighed: {}.")
READINGS = Text("Bygger på lesning av loven", "Byggjer på lesing av lova", "Rests on a reading of the law")
OTHERWISE = Text("Ellers, {}: {}, {}.", "Elles, {}: {}, {}.", "Otherwise, {}: {}, {}.")
OTHERWISE_WITHOUT_MONEY = Text("Ellers, {}: {}.", "Elles, {}: {}.", "Otherwise, {}: {}.")
SOURCES = Text("Kilder til praksis", "Kjelder til praksis", "Sources of practice")
#: Where practice holds, and what a source says of its own date.
SOURCE_STATUS = {
    "nasjonal": Text("Gjelder i hele landet.", "Gjeld i heile landet.", "Applies nationwide."),
    "lokal": Text("Praksis ett sted.", "Praksis éin stad.", "Practice in one place."),
    "historisk": Text(
        "Eldre praksis, som kanskje ikke gjelder lenger.",
        "Eldre praksis, som kanskje ikkje gjeld lenger.",
        "Earlier practice, which may no longer hold.",
    ),
}
SOURCE_DATE = Text("Datert {}.", "Datert {}.", "Dated {}.")
FORECAST = Text("Frikort", "Frikort", "Exemption card")
