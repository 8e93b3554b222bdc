"""The sentences that tell what differs between two answers, in bokmål, nynorsk and English."""

from __future__ import annotations

from reiseregel.errors import Text

TITLE = Text("Hva som er forskjellig", "Kva som er ulikt", "What is different")

# --- what the two are called; each as the beginning of a sentence and within one ---
FIRST_CASE = Text("den første saken", "den første saka", "the first case")
SECOND_CASE = Text("den andre saken", "den andre saka", "the second case")
EARLIER_DECISION = Text("det tidligere vedtaket", "det tidlegare vedtaket", "the earlier decision")
NEW_CASE = Text("den nye saken", "den nye saka", "the new case")
LAW_OF = Text("loven {}", "lova {}", "the law of {}")
CHOSEN_READING = Text("den valgte lesningen", "den valde lesinga", "the chosen reading")
OTHER_READING = Text("den andre lesningen", "den andre lesinga", "the other reading")

# --- the whole ---
OUTCOME_IS = Text("{}: {}, {}.", "{}: {}, {}.", "{}: {}, {}.")
MORE = Text("Det er {} mer.", "Det er {} meir.", "That is {} more.")
LESS = Text("Det er {} mindre.", "Det er {} mindre.", "That is {} less.")
SAME_AMOUNT = Text("Beløpet er det samme.", "Beløpet er det same.", "The amount is the same.")
OPEN_AMOUNT = Text(
    "Forskjellen i beløp kan ikke regnes ut før begge er avgjort.",
    "Skilnaden i beløp kan ikkje reknast ut før begge er avgjorde.",
    "The difference in amount cannot be worked out until both are settled.",
)
SAME_ANSWER = Text(
    "Svaret er det samme: utfall, beløp og grunner er like.",
    "Svaret er det same: utfall, beløp og grunnar er like.",
    "The answer is the same: outcome, amount and reasons do not differ.",
)
OTHER_RULES = Text(
    "De to er avgjort med hver sin utgave av reglene.",
    "Dei to er avgjorde med kvar si utgåve av reglane.",
    "The two were decided by different editions of the rules.",
)
OTHER_ENGINE = Text(
    "De er også avgjort med hver sin versjon av programmet.",
    "Dei er òg avgjorde med kvar sin versjon av programmet.",
    "They were also decided by different versions of the program.",
)
FACTS_NOT_KEPT = Text(
    "Et vedtak inneholder ikke opplysningene det bygger på. Derfor kan det ikke vises hvilke som er forskjellige.",
    "Eit vedtak inneheld ikkje opplysningane det byggjer på. Derfor kan det ikkje visast kva for nokre som er ulike.",
    "A decision does not hold the information it rests on. Therefore it cannot be shown which parts of it differ.",
)
SAME_FACTS = Text(
    "Opplysningene er de samme i begge.", "Opplysningane er dei same i begge.", "The information is the same in both."
)
OTHER_FACTS = Text(
    "Opplysningene er ikke de samme i de to.",
    "Opplysningane er ikkje dei same i dei to.",
    "The information is not the same in the two.",
)

# --- the table ---
POSTS, POST = Text("Poster", "Postar", "Items"), Text("Post", "Post", "Item")
DIFFERENCE = Text("Forskjell", "Skilnad", "Difference")
NOT_THERE = Text("ikke med", "ikkje med", "not included")
NONE = Text("ingen", "ingen", "none")

# --- what differs behind it ---
CAUSES = Text("Det som gjør forskjellen", "Det som gjer skilnaden", "What makes the difference")
FROM_TO = Text("{}: fra {} til {}.", "{}: frå {} til {}.", "{}: from {} to {}.")
#: Used where one of the values is open: «fra mellom …» does not read.
FIRST_THEN = Text("{}: først {}, så {}.", "{}: først {}, så {}.", "{}: first {}, then {}.")
NOT_GIVEN = Text("ikke oppgitt", "ikkje oppgitt", "not given")
HOW_MANY = Text("{} (antall)", "{} (antal)", "{} (number)")
JUDGED = Text("Vurdert av {} {} ({}).", "Vurdert av {} {} ({}).", "Assessed by {} on {} ({}).")
JUDGED_FIRST = Text("Før vurdert av {} {} ({}).", "Før vurdert av {} {} ({}).", "Assessed before by {} on {} ({}).")
WEIGHED = Text("Lagt vekt på: {}.", "Lagt vekt på: {}.", "Weighed: {}.")
RATE_FROM = Text("{} (sats fra {})", "{} (sats frå {})", "{} (rate from {})")
NO_RATE = Text("ingen sats", "ingen sats", "no rate")
RULE_DIFFERS = Text(
    "regelen fra {} er en annen enn regelen fra {}.",
    "regelen frå {} er ein annan enn regelen frå {}.",
    "the rule from {} differs from the rule from {}.",
)
RULE_ONLY = Text(
    "regelen fra {} gjelder bare for én av de to.",
    "regelen frå {} gjeld berre for éin av dei to.",
    "the rule from {} holds only for one of the two.",
)
RULE_EDITED = Text(
    "regelen er skrevet annerledes i den andre utgaven av reglene.",
    "regelen er skriven annleis i den andre utgåva av reglane.",
    "the rule is written otherwise in the other edition of the rules.",
)
RULE_OF = Text("{}: {}", "{}: {}", "{}: {}")
RULE_UNREAD = Text(
    "Lovteksten bak en av reglene er ikke lest; den følger offisiell veiledning.",
    "Lovteksten bak ein av reglane er ikkje lesen; han følgjer offisiell rettleiing.",
    "The law text behind one of the rules has not been read; it follows official guidance.",
)
READING_FROM_TO = Text("{} Fra «{}» til «{}».", "{} Frå «{}» til «{}».", "{} From “{}” to “{}”.")
IDLE = Text(
    "Andre opplysninger er også forskjellige, men det er ikke de som gjør forskjellen her: {}.",
    "Andre opplysningar er òg ulike, men det er ikkje dei som gjer skilnaden her: {}.",
    "Other information differs too, but is not what makes the difference here: {}.",
)
IDLE_ALL = Text(
    "Disse opplysningene er forskjellige, men gir det samme svaret: {}.",
    "Desse opplysningane er ulike, men gir det same svaret: {}.",
    "This information differs, but gives the same answer: {}.",
)
ONLY_SOURCE = Text(
    "Noen opplysninger er de samme, men har en annen kilde eller vurdering bak seg: {}.",
    "Nokre opplysningar er dei same, men har ei anna kjelde eller vurdering bak seg: {}.",
    "Some information is the same, but has another source or assessment behind it: {}.",
)
NOT_FOUND = Text(
    "Det kan ikke sies hvilken opplysning forskjellen kommer av, fordi for mye er ukjent.",
    "Det kan ikkje seiast kva for ei opplysning skilnaden kjem av, fordi for mykje er ukjent.",
    "It cannot be said which piece of information the difference comes from, because too much is unknown.",
)

# --- each post ---
OUTCOME = Text("Utfall", "Utfall", "Outcome")
COMPUTED = Text("Beregnet", "Utrekna", "Calculated")
OWN_SHARE = Text("Egenandel", "Eigendel", "Patient charge")
PAID = Text("Til utbetaling", "Til utbetaling", "To be paid")
DEMANDED = Text("Kreves tilbake", "Blir kravt tilbake", "Demanded back")
INTEREST = Text("Rentetillegg", "Rentetillegg", "Interest supplement")
FRIKORT = Text("Teller mot frikort", "Tel mot frikort", "Counts towards the exemption card")
GROUND_GONE = Text("Gjelder ikke lenger: {}", "Gjeld ikkje lenger: {}", "No longer holds: {}")
GROUND_NEW = Text("Ny grunn: {}", "Ny grunn: {}", "New reason: {}")
GROUND_UNKNOWN = Text(
    "en grunn som reglene her ikke lenger har.",
    "ein grunn som reglane her ikkje lenger har.",
    "a reason that the rules here no longer have.",
)
ONLY_IN = Text("Posten er bare med i {}.", "Posten er berre med i {}.", "The item is only part of {}.")
WHY = Text("Slik henger det sammen", "Slik heng det saman", "How it hangs together")
SHOWN = Text("{} (vist over)", "{} (vist over)", "{} (shown above)")

# --- open questions ---
NO_LONGER_ASKED = Text(
    "Trenger ikke lenger avklares: {}.", "Treng ikkje lenger avklarast: {}.", "No longer has to be settled: {}."
)
NOW_ASKED = Text("Må nå avklares: {}.", "Må no avklarast: {}.", "Now has to be settled: {}.")
