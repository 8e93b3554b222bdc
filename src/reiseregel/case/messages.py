"""Every fault a document can have: code -> one sentence in bokmål, nynorsk and English, telling what to do.

The words in braces are filled from the contract (a bound, the codes allowed), never from what was handed in. The one
exception is where unreadable JSON stops making sense: line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reiseregel.errors import Fault, Text
from reiseregel.vocabulary import Owner

CATALOGUE: dict[str, Text] = {
    # --- the text is not JSON as it must be written here (reading.py) ---
    "json.for_stor": Text(
        "Dokumentet er større enn {hoeyst} MiB. Del det opp i flere krav.",
        "Dokumentet er større enn {hoeyst} MiB. Del det opp i fleire krav.",
        "The document is larger than {hoeyst} MiB. Split it into several claims.",
    ),
    "json.tom": Text(
        "Det er ikke noe innhold her. Send et JSON-objekt.",
        "Det er ikkje noko innhald her. Send eit JSON-objekt.",
        "There is nothing here. Send a JSON object.",
    ),
    "json.koding": Text(
        "Teksten er ikke UTF-8. Lagre den som UTF-8.",
        "Teksten er ikkje UTF-8. Lagre han som UTF-8.",
        "The text is not UTF-8. Save it as UTF-8.",
    ),
    "json.bom": Text(
        "Teksten begynner med et byterekkefølgemerke (BOM). Lagre den som UTF-8 uten BOM.",
        "Teksten byrjar med eit byterekkjefølgjemerke (BOM). Lagre han som UTF-8 utan BOM.",
        "The text begins with a byte order mark (BOM). Save it as UTF-8 without BOM.",
    ),
    "json.syntaks": Text(
        "Teksten er ikke gyldig JSON. Se på linje {linje}, tegn {kolonne}.",
        "Teksten er ikkje gyldig JSON. Sjå på linje {linje}, teikn {kolonne}.",
        "The text is not valid JSON. Look at line {linje}, column {kolonne}.",
    ),
    "json.for_dyp": Text(
        "Dokumentet har mer enn {hoeyst} nivåer inni hverandre. Følg kontrakten; den trenger langt færre.",
        "Dokumentet har meir enn {hoeyst} nivå inni kvarandre. Følg kontrakten; han treng langt færre.",
        "The document is nested more than {hoeyst} levels deep. Follow the contract; it needs far fewer.",
    ),
    "json.dobbel_noekkel": Text(
        "Den samme nøkkelen står flere ganger i dette objektet. Behold én av dem.",
        "Den same nøkkelen står fleire gonger i dette objektet. Behald éin av dei.",
        "The same key stands several times in this object. Keep one of them.",
    ),
    "json.desimaltall": Text(
        "Her står det et desimaltall eller et tall med eksponent. Skriv et helt tall, som hele øre eller meter.",
        "Her står det eit desimaltal eller eit tal med eksponent. Skriv eit heilt tal, som heile øre eller meter.",
        "This is a decimal number or a number with an exponent. Write a whole number, such as whole øre or metres.",
    ),
    "json.ikke_tall": Text(
        "NaN og uendelig er ikke JSON. La nøkkelen være borte hvis verdien er ukjent.",
        "NaN og uendeleg er ikkje JSON. La nøkkelen vere borte om verdien er ukjend.",
        "NaN and infinity are not JSON. Leave the key out if the value is unknown.",
    ),
    "json.for_stort_tall": Text(
        "Tallet er for stort til å være et beløp, en lengde eller en tid. Rett det.",
        "Talet er for stort til å vere eit beløp, ei lengd eller ei tid. Rett det.",
        "The number is too large to be an amount, a distance or a time. Correct it.",
    ),
    "json.for_lang_tekst": Text(
        "Teksten her er lengre enn {hoeyst} tegn. Gjør den kortere.",
        "Teksten her er lengre enn {hoeyst} teikn. Gjer han kortare.",
        "The text here is longer than {hoeyst} characters. Make it shorter.",
    ),
    "json.ugyldig_tegn": Text(
        "Teksten her har et halvt tegn (surrogat uten make). Skriv teksten på nytt.",
        "Teksten her har eit halvt teikn (surrogat utan make). Skriv teksten på nytt.",
        "The text here holds half a character (a lone surrogate). Write the text anew.",
    ),
    "json.ukjent_verdi": Text(
        "Verdien er ikke av et slag som finnes i JSON. Bruk dict, list, str, int, bool eller None uten underklasser.",
        "Verdien er ikkje av eit slag som finst i JSON. Bruk dict, list, str, int, bool eller None utan underklassar.",
        "The value is of no kind that JSON has. Use dict, list, str, int, bool or None, without subclasses.",
    ),
    "json.noekkel_ikke_tekst": Text(
        "Dette objektet har en nøkkel som ikke er tekst. Skriv alle nøkler som tekst.",
        "Dette objektet har ein nøkkel som ikkje er tekst. Skriv alle nøklar som tekst.",
        "This object has a key that is not text. Write every key as text.",
    ),
    # --- the JSON does not follow the contract (models.py) ---
    "krav.dokumenttype": Text(
        "Dokumenttypen er ikke kjent. Skriv en av: {koder}.",
        "Dokumenttypen er ikkje kjend. Skriv ein av: {koder}.",
        "The type of document is not known. Write one of: {koder}.",
    ),
    "krav.versjon": Text(
        "Versjonen er ikke støttet. Skriv {versjon}.",
        "Versjonen er ikkje støtta. Skriv {versjon}.",
        "The version is not supported. Write {versjon}.",
    ),
    "krav.mangler": Text(
        "Denne nøkkelen må være med.",
        "Denne nøkkelen må vere med.",
        "This key is required.",
    ),
    "krav.ukjent_noekkel": Text(
        "Objektet har en nøkkel som ikke finnes i kontrakten. Rett skrivemåten eller ta den bort.",
        "Objektet har ein nøkkel som ikkje finst i kontrakten. Rett skrivemåten eller ta han bort.",
        "The object has a key that the contract does not know. Correct its spelling or remove it.",
    ),
    "krav.type": Text(
        "Her skal det stå {slag}.",
        "Her skal det stå {slag}.",
        "This must be {slag}.",
    ),
    "krav.kode": Text(
        "Koden er ikke kjent. Skriv en av: {koder}.",
        "Koden er ikkje kjend. Skriv ein av: {koder}.",
        "The code is not known. Write one of: {koder}.",
    ),
    "krav.dato": Text(
        "Skriv datoen som ÅÅÅÅ-MM-DD. Dagen må finnes i kalenderen, fra 1900 til og med 2100.",
        "Skriv datoen som ÅÅÅÅ-MM-DD. Dagen må finnast i kalenderen, frå 1900 til og med 2100.",
        "Write the date as YYYY-MM-DD. The day must exist in the calendar, from 1900 to 2100.",
    ),
    "krav.tidspunkt": Text(
        "Skriv tidspunktet i UTC med hele sekunder, for eksempel 2026-05-10T12:30:00Z.",
        "Skriv tidspunktet i UTC med heile sekund, til dømes 2026-05-10T12:30:00Z.",
        "Write the time in UTC with whole seconds, for example 2026-05-10T12:30:00Z.",
    ),
    "krav.referanse": Text(
        "Referansen må ha 1 til 64 tegn: bokstavene a til z, tall, punktum, bindestrek, kolon eller understrek.",
        "Referansen må ha 1 til 64 teikn: bokstavane a til z, tal, punktum, bindestrek, kolon eller understrek.",
        "The reference must have 1 to 64 characters: letters a to z, digits, full stop, hyphen, colon or underscore.",
    ),
    "krav.peker": Text(
        "Skriv veien til et faktum i dokumentet, for eksempel /pasient/foedselsdato.",
        "Skriv vegen til eit faktum i dokumentet, til dømes /pasient/foedselsdato.",
        "Write the path to a fact in the document, for example /pasient/foedselsdato.",
    ),
    "krav.hash": Text(
        "Skriv SHA-256 av begrunnelsen som 64 tegn: 0 til 9 og a til f.",
        "Skriv SHA-256 av grunngivinga som 64 teikn: 0 til 9 og a til f.",
        "Write the SHA-256 of the reasons as 64 characters: 0 to 9 and a to f.",
    ),
    "krav.for_liten": Text(
        "Tallet kan ikke være mindre enn {minst}.",
        "Talet kan ikkje vere mindre enn {minst}.",
        "The number cannot be less than {minst}.",
    ),
    "krav.for_stor": Text(
        "Tallet kan ikke være større enn {hoeyst}.",
        "Talet kan ikkje vere større enn {hoeyst}.",
        "The number cannot be more than {hoeyst}.",
    ),
    "krav.for_faa": Text(
        "Listen må ha minst {minst}.",
        "Lista må ha minst {minst}.",
        "The list must have at least {minst}.",
    ),
    "krav.for_mange": Text(
        "Listen kan ikke ha flere enn {hoeyst}. Del den opp på flere dokumenter.",
        "Lista kan ikkje ha fleire enn {hoeyst}. Del ho opp på fleire dokument.",
        "The list cannot have more than {hoeyst}. Split it over several documents.",
    ),
    "krav.for_lang": Text(
        "Teksten kan ikke ha flere enn {hoeyst} tegn.",
        "Teksten kan ikkje ha fleire enn {hoeyst} teikn.",
        "The text cannot have more than {hoeyst} characters.",
    ),
    "krav.ugyldig": Text(
        "Verdien følger ikke kontrakten. Se hva kontrakten sier om dette feltet.",
        "Verdien følgjer ikkje kontrakten. Sjå kva kontrakten seier om dette feltet.",
        "The value does not follow the contract. See what the contract says of this field.",
    ),
    # --- the parts contradict each other (consistency.py) ---
    "vurdering.mangler": Text(
        "Dette faktumet er en skjønnsvurdering. Legg til en vurdering som peker hit, eller ta det bort.",
        "Dette faktumet er ei skjønnsvurdering. Legg til ei vurdering som peikar hit, eller ta det bort.",
        "This fact is a matter of judgement. Add a vurdering that points here, or remove it.",
    ),
    "vurdering.ukjent_faktum": Text(
        "Vurderingen peker ikke på noe faktum i dokumentet. Rett veien.",
        "Vurderinga peikar ikkje på noko faktum i dokumentet. Rett vegen.",
        "The vurdering points at no fact in the document. Correct the path.",
    ),
    "vurdering.feil_eier": Text(
        "Dette er ikke skjønn: opplysningen skal komme fra {eier}. Ta bort vurderingen, og oppgi kilden under kilder.",
        "Dette er ikkje skjønn: opplysninga skal kome frå {eier}. Ta bort vurderinga, og oppgi kjelda under kilder.",
        "This is not for judgement: it must come from {eier}. Remove the vurdering, and give its source in kilder.",
    ),
    "vurdering.feil_rolle": Text(
        "Den som har denne rollen, kan ikke gjøre en skjønnsvurdering. Skriv rollen til den som kan: {koder}.",
        "Den som har denne rolla, kan ikkje gjere ei skjønnsvurdering. Skriv rolla til den som kan: {koder}.",
        "Nobody with this role can make an assessment. Write the role of someone who can: {koder}.",
    ),
    "vurdering.uten_begrunnelse": Text(
        "Vurderingen mangler begrunnelse. Skriv den i saken, og legg til SHA-256 av den som begrunnelse_sha256.",
        "Vurderinga manglar grunngiving. Skriv ho i saka, og legg til SHA-256 av ho som begrunnelse_sha256.",
        "The vurdering has no reason. Write it in the case, and add its SHA-256 as begrunnelse_sha256.",
    ),
    "vurdering.dobbel": Text(
        "En vurdering av det samme faktumet står tidligere i listen. Behold én av dem.",
        "Ei vurdering av det same faktumet står tidlegare i lista. Behald éi av dei.",
        "A vurdering of the same fact stands earlier in the list. Keep one of them.",
    ),
    "vurdering.alt_oppgitt": Text(
        "Opplysningen er alt oppgitt i saken. Ta den bort der først hvis den skal vurderes på nytt.",
        "Opplysninga er alt oppgitt i saka. Ta ho bort der først om ho skal vurderast på nytt.",
        "The case already gives this. Remove it there first if it is to be judged anew.",
    ),
    "vurdering.ukjent_moment": Text(
        "Faktumet har ikke et moment med dette nummeret. Momentene telles fra 0.",
        "Faktumet har ikkje eit moment med dette nummeret. Momenta blir talde frå 0.",
        "The fact has no moment with this number. Momenter are counted from 0.",
    ),
    "vurdering.dobbelt_moment": Text(
        "Momentet står tidligere i listen. Før det opp én gang.",
        "Momentet står tidlegare i lista. Før det opp éin gong.",
        "This moment stands earlier in the list. List it once.",
    ),
    "kilde.ukjent_faktum": Text(
        "Kilden peker ikke på noe faktum i dokumentet. Rett veien.",
        "Kjelda peikar ikkje på noko faktum i dokumentet. Rett vegen.",
        "The source points at no fact in the document. Correct the path.",
    ),
    "kilde.dobbel": Text(
        "En kilde for det samme faktumet står tidligere i listen. Behold én av dem.",
        "Ei kjelde for det same faktumet står tidlegare i lista. Behald éi av dei.",
        "A source for the same fact stands earlier in the list. Keep one of them.",
    ),
    "referanse.personnummer": Text(
        "Referansen ligner et fødselsnummer. Bruk en referanse som ikke peker ut en person.",
        "Referansen liknar eit fødselsnummer. Bruk ein referanse som ikkje peikar ut ein person.",
        "The reference looks like a national identity number. Use one that does not single out a person.",
    ),
    "tur.samme_retning": Text(
        "Turen har allerede en reise i denne retningen. Legg reisen i en egen tur.",
        "Turen har alt ei reise i denne retninga. Legg reisa i ein eigen tur.",
        "The tur already has a journey in this direction. Put the journey in a tur of its own.",
    ),
    "tur.flere_pasienter": Text(
        "Turen har allerede pasienten som reisende. Før opp andre som ledsager eller pårørende.",
        "Turen har alt pasienten som reisande. Før opp andre som ledsagar eller pårørande.",
        "The tur already has the patient as a traveller. List others as companions or relatives.",
    ),
    "tur.hjem_foer_ut": Text(
        "Hjemreisen er datert før utreisen. Rett en av datoene.",
        "Heimreisa er datert før utreisa. Rett ein av datoane.",
        "The journey home is dated before the journey out. Correct one of the dates.",
    ),
    "opphold.foer_utreise": Text(
        "Fraværet begynner før datoen for utreisen. Rett en av datoene.",
        "Fråværet byrjar før datoen for utreisa. Rett ein av datoane.",
        "The absence begins before the date of the journey out. Correct one of the dates.",
    ),
    "opphold.etter_hjemreise": Text(
        "Fraværet begynner etter datoen for hjemreisen. Rett en av datoene.",
        "Fråværet byrjar etter datoen for heimreisa. Rett ein av datoane.",
        "The absence begins after the date of the journey home. Correct one of the dates.",
    ),
    "overnatting.foer_utreise": Text(
        "Overnattingen er datert før utreisen. Rett en av datoene.",
        "Overnattinga er datert før utreisa. Rett ein av datoane.",
        "The night is dated before the journey out. Correct one of the dates.",
    ),
    "overnatting.samme_dato": Text(
        "Det er alt oppgitt en overnatting med denne datoen. Slå dem sammen til én.",
        "Det er alt oppgitt ei overnatting med denne datoen. Slå dei saman til éi.",
        "A night with this date is already given. Join them into one.",
    ),
    "opphold.samme_dato": Text(
        "Det er alt oppgitt et fravær som begynner denne datoen. Slå dem sammen til ett.",
        "Det er alt oppgitt eit fråvær som byrjar denne datoen. Slå dei saman til eitt.",
        "An absence beginning on this date is already given. Join them into one.",
    ),
    "inntektstap.samme_dag": Text(
        "Det er alt oppgitt tapt inntekt for denne dagen. Slå fraværene sammen til ett.",
        "Det er alt oppgitt tapt inntekt for denne dagen. Slå fråværa saman til eitt.",
        "Lost income is already given for this day. Join the absences into one.",
    ),
    "inntektstap.etter_kravet": Text(
        "Den tapte inntekten er datert etter at kravet ble satt fram. Rett en av datoene.",
        "Den tapte inntekta er datert etter at kravet vart sett fram. Rett ein av datoane.",
        "The lost income is dated after the claim was made. Correct one of the dates.",
    ),
    "krav.fremsatt_foer_reise": Text(
        "Kravet er satt fram før datoen for en av reisene. Rett en av datoene, eller vent til reisen er gjort.",
        "Kravet er sett fram før datoen for ei av reisene. Rett ein av datoane, eller vent til reisa er gjord.",
        "The claim is dated before one of its journeys. Correct one of the dates, or wait until the journey is made.",
    ),
    "reise.strekninger_for_lange": Text(
        "Strekningene er til sammen lengre enn reiseveien. Rett lengdene.",
        "Strekningane er til saman lengre enn reisevegen. Rett lengdene.",
        "The parts of the journey are together longer than the whole. Correct the lengths.",
    ),
    "pasient.foedt_etter_reise": Text(
        "Pasienten er født etter datoen for en av reisene. Rett en av datoene.",
        "Pasienten er fødd etter datoen for ei av reisene. Rett ein av datoane.",
        "The patient is born after the date of one of the journeys. Correct one of the dates.",
    ),
    # --- more faults than can be shown ---
    "dokument.flere_feil": Text(
        "Det er flere feil enn de {hoeyst} som vises. Rett dem og prøv igjen.",
        "Det er fleire feil enn dei {hoeyst} som er viste. Rett dei og prøv igjen.",
        "There are more faults than the {hoeyst} shown. Correct those and try again.",
    ),
}

#: What `krav.type` asks for, by the kind of value the contract wants.
KINDS: dict[str, Text] = {
    "objekt": Text("et objekt: { … }", "eit objekt: { … }", "an object: { … }"),
    "liste": Text("en liste: [ … ]", "ei liste: [ … ]", "a list: [ … ]"),
    "tekst": Text("tekst i hermetegn", "tekst i hermeteikn", "text in quotation marks"),
    "heltall": Text(
        "et helt tall uten hermetegn", "eit heilt tal utan hermeteikn", "a whole number without quotation marks"
    ),
    "boolsk": Text("true eller false", "true eller false", "true or false"),
}

#: Who `vurdering.feil_eier` says a fact must come from.
OWNERS: dict[Owner, Text] = {
    "register": Text("et register", "eit register", "a register"),
    "pasient": Text("pasienten", "pasienten", "the patient"),
    "helseforetak": Text("helseforetaket", "helseføretaket", "the health trust"),
    "behandler": Text("behandleren", "behandlaren", "the practitioner"),
    "saksbehandler": Text("saksbehandleren", "saksbehandlaren", "the caseworker"),
}

#: Said after `krav.ukjent_noekkel` where the keys are few enough to be read.
ALLOWED_KEYS = Text("Nøkler her: {noekler}.", "Nøklar her: {noekler}.", "Keys here: {noekler}.")
FEW_KEYS = 8


def fault(pointer: str, code: str, **parts: int | str) -> Fault:
    """The fault `code` at `pointer`, its sentence filled with `parts` taken from the contract."""
    text = CATALOGUE[code]
    return Fault(pointer, code, Text(text.nb.format(**parts), text.nn.format(**parts), text.en.format(**parts)))


def type_fault(pointer: str, kind: str) -> Fault:
    """`krav.type` at `pointer`, where the contract wants a value of one of the `KINDS`."""
    text, wanted = CATALOGUE["krav.type"], KINDS[kind]
    return Fault(
        pointer,
        "krav.type",
        Text(text.nb.format(slag=wanted.nb), text.nn.format(slag=wanted.nn), text.en.format(slag=wanted.en)),
    )


def owner_fault(pointer: str, owner: Owner) -> Fault:
    """`vurdering.feil_eier` at `pointer`: somebody other than the caseworker must settle it."""
    text, words = CATALOGUE["vurdering.feil_eier"], OWNERS[owner]
    return Fault(
        pointer,
        "vurdering.feil_eier",
        Text(text.nb.format(eier=words.nb), text.nn.format(eier=words.nn), text.en.format(eier=words.en)),
    )


def unknown_key_fault(parent: str, keys: Sequence[str]) -> Fault:
    """`krav.ukjent_noekkel` in the object at `parent`, which may have `keys`. The unknown key itself is not told."""
    text, more, names = CATALOGUE["krav.ukjent_noekkel"], ALLOWED_KEYS, ", ".join(keys)
    if len(keys) > FEW_KEYS:
        return Fault(parent, "krav.ukjent_noekkel", text)
    return Fault(
        parent,
        "krav.ukjent_noekkel",
        Text(
            f"{text.nb} {more.nb.format(noekler=names)}",
            f"{text.nn} {more.nn.format(noekler=names)}",
            f"{text.en} {more.en.format(noekler=names)}",
        ),
    )


def limited(faults: Iterable[Fault], most: int) -> tuple[Fault, ...]:
    """The first `most` faults by pointer, and a last one that says so when there are more."""
    found = sorted(set(faults), key=lambda item: (item.pointer, item.code))
    if len(found) <= most:
        return tuple(found)
    return (*found[:most], fault("", "dokument.flere_feil", hoeyst=most))
