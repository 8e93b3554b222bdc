"""What letters say, in bokmål and nynorsk. `Text` wants English too; no letter shows it."""

from __future__ import annotations

from reiseregel.errors import Text


def both(nb: str, nn: str) -> Text:
    """Words that are only ever said in Norwegian."""
    return Text(nb, nn, nb)


# --- the top of the letter ---

DRAFT = both(
    "UTKAST. Brevet skal ikke sendes før en saksbehandler har godkjent det.",
    "UTKAST. Brevet skal ikkje sendast før ein saksbehandlar har godkjent det.",
)
REFERENCE = both("Vår referanse: {}", "Vår referanse: {}")
TITLES = {
    "innvilget": both("Kravet ditt om reisestønad er innvilget", "Kravet ditt om reisestønad er innvilga"),
    "delvis_innvilget": both(
        "Kravet ditt om reisestønad er delvis innvilget", "Kravet ditt om reisestønad er delvis innvilga"
    ),
    "avslag": both("Kravet ditt om reisestønad er avslått", "Kravet ditt om reisestønad er avslått"),
    "kreves_tilbake": both("Vedtak: Du må betale tilbake reisestønad", "Vedtak: Du må betale tilbake reisestønad"),
    "kreves_delvis_tilbake": both(
        "Vedtak: Du må betale tilbake en del av reisestønaden", "Vedtak: Du må betale tilbake ein del av reisestønaden"
    ),
    "kreves_ikke_tilbake": both(
        "Vedtak: Du skal ikke betale tilbake reisestønad", "Vedtak: Du skal ikkje betale tilbake reisestønad"
    ),
    "mangler_opplysninger": both(
        "Vi trenger flere opplysninger om kravet ditt", "Vi treng fleire opplysningar om kravet ditt"
    ),
    "til_vurdering": both("Vi vurderer kravet ditt om reisestønad", "Vi vurderer kravet ditt om reisestønad"),
}
#: Where only registers and the health trust are asked.
TITLE_WE_FIND_OUT = both(
    "Vi henter flere opplysninger til kravet ditt", "Vi hentar fleire opplysningar til kravet ditt"
)
TITLE_BEFORE_DEMAND = both(
    "Vi vurderer om du må betale tilbake reisestønad", "Vi vurderer om du må betale tilbake reisestønad"
)
PAID = both("Vi betaler ut {}.", "Vi betaler ut {}.")
NOTHING_PAID = both("Det blir ingenting å betale ut.", "Det blir ingenting å betale ut.")
PAY_BACK = both("Du må betale tilbake {}.", "Du må betale tilbake {}.")
WITH_INTEREST = both("Av dette er {} rentetillegg.", "Av dette er {} rentetillegg.")
PAY_NOTHING_BACK = {
    "mottakeren": both("Du får beholde pengene.", "Du får behalde pengane."),
    "representanten": both("Du skal ikke betale noe.", "Du skal ikkje betale noko."),
}
NOT_YET = both("Vi kan ikke avgjøre hele kravet ennå.", "Vi kan ikkje avgjere heile kravet enno.")
NOT_YET_DEMAND = both("Vi har ikke avgjort saken ennå.", "Vi har ikkje avgjort saka enno.")
PAID_BEFORE = both("Saken gjelder {} som ble utbetalt {}.", "Saka gjeld {} som vart utbetalte {}.")
WRITTEN_TO = {
    "mottakeren": both("Vi skriver til deg fordi du fikk pengene.", "Vi skriv til deg fordi du fekk pengane."),
    "representanten": both(
        "Vi skriver til deg fordi du handlet for den som fikk pengene.",
        "Vi skriv til deg fordi du handla for den som fekk pengane.",
    ),
}
ONLY_US = both(
    "Du trenger ikke gjøre noe nå. En saksbehandler skal vurdere saken.",
    "Du treng ikkje gjere noko no. Ein saksbehandlar skal vurdere saka.",
)
NOT_FROM_YOU = both("Du trenger ikke sende oss noe nå.", "Du treng ikkje sende oss noko no.")
#: By the role of the one who put forward the claim; a patient claims for themselves.
AS_ROLE = {
    "verge": both(
        "Du har satt fram kravet som verge eller forelder.", "Du har sett fram kravet som verje eller forelder."
    ),
    "fullmektig": both("Du har satt fram kravet som fullmektig.", "Du har sett fram kravet som fullmektig."),
    "ledsager": both("Du har satt fram kravet som ledsager.", "Du har sett fram kravet som ledsagar."),
    "paaroerende": both("Du har satt fram kravet som pårørende.", "Du har sett fram kravet som pårørande."),
    "arbeidsgiver": both(
        "Du har satt fram kravet som arbeidsgiver for ledsageren.",
        "Du har sett fram kravet som arbeidsgivar for ledsagaren.",
    ),
    "offentlig": both(
        "Du har satt fram kravet for en kommune, en fylkeskommune eller staten.",
        "Du har sett fram kravet for ein kommune, ein fylkeskommune eller staten.",
    ),
    "doedsbo": both("Du har satt fram kravet for et dødsbo.", "Du har sett fram kravet for eit dødsbu."),
}
#: Those who did not travel themselves: the questions speak to the one who did.
FOR_ANOTHER = frozenset({"verge", "fullmektig", "arbeidsgiver", "offentlig", "doedsbo"})

# --- the posts ---

POSTS_SO_FAR = both("Så langt har vi kommet", "Så langt har vi kome")
COLUMN_POST = both("Det du har krevd", "Det du har kravd")
COLUMN_DEMAND = both("Det saken gjelder", "Det saka gjeld")
COLUMN_ANSWER = both("Svar", "Svar")
COLUMN_COMPUTED = both("Beregnet", "Berekna")
COLUMN_SHARE = both("Egenandel", "Eigendel")
COLUMN_HELD = both("Holdt tilbake", "Halde tilbake")
COLUMN_PAID = both("Utbetales", "Blir betalt ut")
COLUMN_BACK = both("Kreves tilbake", "Blir kravt tilbake")
COLUMN_INTEREST = both("Rentetillegg", "Rentetillegg")
COLUMN_IN_ALL = both("I alt", "I alt")
SUM = both("Sum", "Sum")

# --- the grounds ---

WHY = both("Derfor er svaret slik", "Difor er svaret slik")
RIGHT = both("Vilkårene for stønad er oppfylt.", "Vilkåra for stønad er oppfylte.")
NO_RIGHT = both("Vilkårene for stønad er ikke oppfylt.", "Vilkåra for stønad er ikkje oppfylte.")
TRAVELLER = both(" (reisende {})", " (reisande {})")
TITLE_LINE = both("{}:", "{}:")
EACH = both("{}, hver for seg:", "{}, kvar for seg:")
CALCULATED = both("Slik har vi regnet", "Slik har vi rekna")
FACTS = both("Opplysninger vi har bygd på", "Opplysningar vi har bygt på")
FACT = both("{}: {} ({})", "{}: {} ({})")
FACT_ABOUT = both("{} ({})", "{} ({})")
REST_OF_FACTS = both("Ellers bygger vi på opplysningene i saken.", "Elles byggjer vi på opplysningane i saka.")
UNNAMED_LAW = both(
    "Der det bare står §, viser vi til pasientreiseforskriften.",
    "Der det berre står §, viser vi til pasientreiseforskrifta.",
)
SOURCES = {
    "register": both("fra et register", "frå eit register"),
    "pasient": both("opplyst til oss", "opplyst til oss"),
    "egenerklaering": both("opplyst til oss", "opplyst til oss"),
    "innhold": both("opplyst til oss", "opplyst til oss"),
    "behandler": both("fra behandleren", "frå behandlaren"),
    "attest": both("fra en attest", "frå ein attest"),
    "helseforetak": both("fra helseforetaket", "frå helseføretaket"),
    "kart": both("målt på kart", "målt på kart"),
    "innstilling": both("fastsatt praksis", "fastsett praksis"),
    "saksbehandler": both("vurdert av saksbehandleren", "vurdert av saksbehandlaren"),
    "vurdering": both("vurdert av saksbehandleren", "vurdert av saksbehandlaren"),
}
CONSIDERED = both("Det vi har vurdert", "Det vi har vurdert")
JUDGED = both("{}: {}.", "{}: {}.")
ANSWERED = both("{} {}.", "{} {}.")
WEIGHED = both("Vi la vekt på dette:", "Vi la vekt på dette:")

# --- what is missing ---

ASKED_YOU = both("Dette må du svare på", "Dette må du svare på")
ASKED_PRACTITIONER = both("Dette trenger vi fra behandleren", "Dette treng vi frå behandlaren")
ASKED_US = both("Dette henter vi selv", "Dette hentar vi sjølve")
IN_THE_QUESTIONS = both(
    "Når et spørsmål om reisen sier «du», mener vi den som reiste.",
    "Når eit spørsmål om reisa seier «du», meiner vi den som reiste.",
)
JUDGED_LATER = both("Dette vurderer en saksbehandler", "Dette vurderer ein saksbehandlar")
GOES_FOR = both("Det gjelder {}.", "Det gjeld {}.")
SEND_ANSWERS = both("Send svarene til oss.", "Send svara til oss.")
SEND_BOTH = both("Send svarene og dokumentene til oss.", "Send svara og dokumenta til oss.")
WITH_REFERENCE = both("Ta med referansen i brevet.", "Ta med referansen i brevet.")
DECIDED_LATER = both(
    "Når alt er avgjort, får du et nytt brev. Der står det hvordan du kan klage.",
    "Når alt er avgjort, får du eit nytt brev. Der står det korleis du kan klage.",
)
FINAL_NOW = both(
    "Det som alt er avgjort, endrer seg ikke når resten blir avgjort.",
    "Det som alt er avgjort, endrar seg ikkje når resten blir avgjort.",
)
DOCUMENTS = both("Har du dokumenter vi ikke har sett?", "Har du dokument vi ikkje har sett?")
DOCUMENTS_LEAD = both(
    "Dette kan ha noe å si for det du ikke fikk dekket. Send det sammen med en klage, så ser vi på saken på nytt.",
    "Dette kan ha noko å seie for det du ikkje fekk dekt. Send det saman med ei klage, så ser vi på saka på nytt.",
)
DOCUMENT = both("{} Det trengs når {}. Du får det fra {}.", "{} Det trengst når {}. Du får det frå {}.")
DOCUMENT_OWN = both("{} Det trengs når {}.", "{} Det trengst når {}.")

# --- complaint, signature, contact ---

COMPLAINT = both("Du kan klage", "Du kan klage")
EFFECT = both("Dette betyr vedtaket for deg", "Dette betyr vedtaket for deg")
BEFORE = both("Dette kan du gjøre nå", "Dette kan du gjere no")
RIGHT_TO_COMPLAIN = both("Er du uenig i {}, kan du klage til {}.", "Er du usamd i {}, kan du klage til {}.")
SEND_COMPLAINT = both(
    "Send klagen til {}, som ser på saken på nytt. Står {} ved lag, går klagen videre til {}.",
    "Send klaga til {}, som ser på saka på nytt. Står {} ved lag, går klaga vidare til {}.",
)
DEADLINE = both("Siste dag for å klage er {}.", "Siste dag for å klage er {}.")
COUNTED = both("Det er {} uker etter {}, da du fikk brevet.", "Det er {} veker etter {}, då du fekk brevet.")
MOVED = both(
    "Fristen er {} uker etter {}, da du fikk brevet. Den er flyttet til neste virkedag.",
    "Fristen er {} veker etter {}, då du fekk brevet. Han er flytta til neste yrkedag.",
)
DEADLINE_IN_WORDS = both(
    "Fristen for å klage er {} uker etter at du fikk dette brevet, "
    "eller på annen måte fikk eller burde ha fått vite nok til å klage.",
    "Fristen for å klage er {} veker etter at du fekk dette brevet, "
    "eller på annan måte fekk eller burde ha fått vite nok til å klage.",
)
WEEKS = {
    "nb": ("", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "nn": ("", "éi", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
}
QUESTIONS = both("Har du spørsmål?", "Har du spørsmål?")
CONTACT = both(
    "Ring 05515 eller les mer på helsenorge.no. Vi veileder deg om reglene.",
    "Ring 05515 eller les meir på helsenorge.no. Vi rettleier deg om reglane.",
)
AUTOMATIC = both(
    "Avgjørelsen er automatisk: Et dataprogram har brukt reglene på opplysningene i saken. "
    "Du kan be om at en saksbehandler ser på den.",
    "Avgjerda er automatisk: Eit dataprogram har brukt reglane på opplysningane i saka. "
    "Du kan be om at ein saksbehandlar ser på ho.",
)
BY_A_PERSON = both("En saksbehandler har avgjort saken.", "Ein saksbehandlar har avgjort saka.")
REQUEST_BY_A_PERSON = both("En saksbehandler har godkjent brevet.", "Ein saksbehandlar har godkjent brevet.")
GREETING = both("Vennlig hilsen {}", "Vennleg helsing {}")
APPROVAL = both("Godkjent: {}", "Godkjent: {}")
