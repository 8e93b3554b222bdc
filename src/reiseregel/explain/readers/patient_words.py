"""What the patient reads: short sentences, one thing in each."""

from __future__ import annotations

from reiseregel.errors import Text

TITLE = Text("Svar på kravet", "Svar på kravet", "Answer to the claim")
TITLE_RECOVERY = Text("Svar om tilbakebetaling", "Svar om tilbakebetaling", "Answer on repayment")

YOU_GET = Text("Du får {}.", "Du får {}.", "You get {}.")
IS_PAID = Text("Det blir utbetalt {}.", "Det blir betalt ut {}.", "{} will be paid.")
YOU_GET_PART = Text(
    "Du får {}. Noe av det du søkte om, blir ikke dekket.",
    "Du får {}. Noko av det du søkte om, blir ikkje dekt.",
    "You get {}. Some of what you asked for is not covered.",
)
IS_PAID_PART = Text(
    "Det blir utbetalt {}. Noe av kravet blir ikke dekket.",
    "Det blir betalt ut {}. Noko av kravet blir ikkje dekt.",
    "{} will be paid. Some of the claim is not covered.",
)
NOTHING_PAID = Text("Du får ikke utbetalt noe.", "Du får ikkje utbetalt noko.", "Nothing will be paid to you.")
NOTHING_PAID_OUT = Text("Det blir ikke utbetalt noe.", "Det blir ikkje betalt ut noko.", "Nothing will be paid.")
REFUSED = Text("Du får ikke dekket kravet.", "Du får ikkje dekt kravet.", "Your claim is not covered.")
REFUSED_OTHER = Text("Kravet blir ikke dekket.", "Kravet blir ikkje dekt.", "The claim is not covered.")
MISSING = Text(
    "Vi vet ikke nok til å svare ennå.",
    "Vi veit ikkje nok til å svare enno.",
    "We do not know enough to answer yet.",
)
TO_ASSESS = Text(
    "En saksbehandler må vurdere kravet først.",
    "Ein saksbehandlar må vurdere kravet først.",
    "A caseworker must look at the claim first.",
)
RANGE_BACK = Text(
    "Det du må betale tilbake, blir {}.", "Det du må betale tilbake, blir {}.", "What you must pay back will be {}."
)
RANGE = Text("Beløpet blir {}.", "Beløpet blir {}.", "The amount will be {}.")
ANYWAY = Text("Beløpet blir {} uansett.", "Beløpet blir {} uansett.", "The amount will be {} in any case.")
PAY_BACK = Text("Du må betale tilbake {}.", "Du må betale tilbake {}.", "You must pay back {}.")
PAY_BACK_PART = Text(
    "Du må betale tilbake {}. Resten kreves ikke tilbake.",
    "Du må betale tilbake {}. Resten blir ikkje kravd tilbake.",
    "You must pay back {}. The rest is not claimed back.",
)
PAY_NOTHING_BACK = Text(
    "Du må ikke betale tilbake noe.", "Du må ikkje betale tilbake noko.", "You do not have to pay anything back."
)
BY_A_PERSON = Text(
    "En saksbehandler må se på svaret før det gjelder.",
    "Ein saksbehandlar må sjå på svaret før det gjeld.",
    "A caseworker must look at the answer before it is final.",
)

POST_PAID = Text("Beløpet er {}.", "Beløpet er {}.", "The amount is {}.")
POST_REFUSED = Text("Dette blir ikke dekket.", "Dette blir ikkje dekt.", "This is not covered.")
POST_REDUCED = Text("Dette blir delvis dekket.", "Dette blir delvis dekt.", "This is covered in part.")
#: A right whose whole amount goes to the patient charge, or is held back.
POST_NOTHING = Text(
    "Du får ikke utbetalt noe for dette.",
    "Du får ikkje utbetalt noko for dette.",
    "Nothing will be paid to you for this.",
)
POST_NOTHING_OUT = Text(
    "Det blir ikke utbetalt noe for dette.",
    "Det blir ikkje betalt ut noko for dette.",
    "Nothing will be paid for this.",
)
POST_REDUCED_DEMAND = Text(
    "Beløpet kreves delvis tilbake.", "Beløpet blir delvis kravt tilbake.", "Part of the amount is claimed back."
)
POST_OPEN = Text("Dette er ikke avgjort ennå.", "Dette er ikkje avgjort enno.", "This is not decided yet.")
PAID_NOW = Text("Utbetales nå: {}.", "Blir betalt ut no: {}.", "Paid now: {}.")

ASK_YOU = Text("Dette må du svare på", "Dette må du svare på", "What we need from you")
ASK_TRAVELLER = Text(
    "Dette må den som reiste, svare på", "Dette må den som reiste, svare på", "What we need from the traveller"
)
ASK_OTHERS = Text("Dette finner vi ut av", "Dette finn vi ut av", "What we will find out")
ASKED = {
    "pasient": Text("Vi spør pasienten: {}", "Vi spør pasienten: {}", "We ask the patient: {}"),
    "register": Text("Vi sjekker i registeret: {}", "Vi sjekkar i registeret: {}", "We check the register: {}"),
    "helseforetak": Text("Vi spør helseforetaket: {}", "Vi spør helseføretaket: {}", "We ask the health trust: {}"),
    "behandler": Text(
        "Vi spør den som behandlet deg: {}", "Vi spør den som behandla deg: {}", "We ask the one who treated you: {}"
    ),
    "saksbehandler": Text(
        "En saksbehandler vurderer: {}", "Ein saksbehandlar vurderer: {}", "A caseworker will look at this: {}"
    ),
}
OUTSIDE_LAW = Text(
    "Vi har ikke regler for denne datoen her. En saksbehandler ser på det.",
    "Vi har ikkje reglar for denne datoen her. Ein saksbehandlar ser på det.",
    "We have no rules for this date here. A caseworker will look at it.",
)
DOCUMENTS = Text("Papirer du kan sende inn", "Papir du kan sende inn", "Papers you can send")
DOCUMENTS_OTHER = Text("Papirer som kan sendes inn", "Papir som kan sendast inn", "Papers that can be sent")
DOCUMENT = Text("{}.", "{}.", "{}.")
DOCUMENT_FROM = Text("{}, fra {}.", "{}, frå {}.", "{}, from {}.")
COMPLAIN_HEADING = Text("Hvis du er uenig", "Om du er usamd", "If you disagree")
#: What can be done, the same before a caseworker has decided, and the time for it.
COMPLAIN = (
    Text(
        "Du kan klage på vedtaket til statsforvalteren.",
        "Du kan klage på vedtaket til statsforvaltaren.",
        "You can complain about the decision to the County Governor.",
    ),
    Text(
        "Når saksbehandleren har gjort vedtaket, kan du klage på det til statsforvalteren.",
        "Når saksbehandlaren har gjort vedtaket, kan du klage på det til statsforvaltaren.",
        "Once the caseworker has made the decision, you can complain about it to the County Governor.",
    ),
    Text(
        "Fristen er fire uker fra den dagen du får vedtaket.",
        "Fristen er fire veker frå den dagen du får vedtaket.",
        "You have four weeks from the day you get the decision.",
    ),
)
COMPLAIN_OTHER = (
    Text(
        "Det går an å klage på vedtaket til statsforvalteren.",
        "Det går an å klage på vedtaket til statsforvaltaren.",
        "A complaint about the decision goes to the County Governor.",
    ),
    Text(
        "Når saksbehandleren har gjort vedtaket, går det an å klage på det til statsforvalteren.",
        "Når saksbehandlaren har gjort vedtaket, går det an å klage på det til statsforvaltaren.",
        "Once the caseworker has made the decision, a complaint about it goes to the County Governor.",
    ),
    Text(
        "Fristen er fire uker fra den dagen vedtaket kommer fram.",
        "Fristen er fire veker frå den dagen vedtaket kjem fram.",
        "The time limit is four weeks from the day the decision arrives.",
    ),
)
SEND = Text("Send klagen til {}.", "Send klaga til {}.", "Send the complaint to {}.")
