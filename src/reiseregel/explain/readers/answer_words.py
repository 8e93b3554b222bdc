"""What is said of an answer without money to the one it is about, or to the practitioner who asked."""

from __future__ import annotations

from reiseregel.errors import Text

#: The types of documents that a practitioner or a ward fills in: told to them, of the patient in the third person.
TO_PRACTITIONER = {
    "attest": Text(
        "Svar til deg som skriver reiseattesten",
        "Svar til deg som skriv reiseattesten",
        "Answer for the person issuing the travel attest",
    ),
    "rekvisisjon": Text(
        "Svar til deg som bestiller reisen for pasienten",
        "Svar til deg som bestiller reisa for pasienten",
        "Answer for the person ordering the journey for the patient",
    ),
    "utskrivning": Text(
        "Svar til deg som ordner hjemreisen for pasienten",
        "Svar til deg som ordnar heimreisa for pasienten",
        "Answer for the person arranging the patient's journey home",
    ),
}
TITLES = {
    "bestilling": Text("Svar om reisen din", "Svar om reisa di", "Answer about your journey"),
    "rekvirentveileder": Text("Råd om reisen din", "Råd om reisa di", "Advice about your journey"),
    "klage": Text("Svar om klagen din", "Svar om klaga di", "Answer about your complaint"),
    "avvik": Text("Svar om avviket", "Svar om avviket", "Answer about the deviation"),
}
TITLE = Text("Svar", "Svar", "Answer")
CAN_BE = Text("Svaret kan bli: {}.", "Svaret kan bli: {}.", "The answer can be: {}.")
TO_ASSESS = Text(
    "En saksbehandler må vurdere saken først.",
    "Ein saksbehandlar må vurdere saka først.",
    "A caseworker must look at the case first.",
)
OUTCOME = Text("{}.", "{}.", "{}.")
YOU_PAY = Text(
    "Du betaler {} i egenandel for reisen.",
    "Du betaler {} i eigendel for reisa.",
    "You pay a charge of {} for the journey.",
)
YOU_PAY_NOTHING = Text(
    "Du betaler ingen egenandel for reisen.",
    "Du betaler ingen eigendel for reisa.",
    "You pay no charge for the journey.",
)
PATIENT_PAYS = Text(
    "Pasienten betaler {} i egenandel for reisen.",
    "Pasienten betaler {} i eigendel for reisa.",
    "The patient pays a charge of {} for the journey.",
)
PATIENT_PAYS_NOTHING = Text(
    "Pasienten betaler ingen egenandel for reisen.",
    "Pasienten betaler ingen eigendel for reisa.",
    "The patient pays no charge for the journey.",
)
ASK_PRACTITIONER = Text("Dette må du svare på", "Dette må du svare på", "What we need from you")
READ_MORE = Text("Les mer", "Les meir", "Read more")
