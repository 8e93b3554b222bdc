"""What is asked of those who are not the patient, and of anybody who claims late."""

from __future__ import annotations

import numpy as np

from reiseregel.synthetic.claims import DEADLINE_DAYS, Claims
from reiseregel.synthetic.draws import Flags, Ints
from reiseregel.synthetic.journeys import Travel
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.treatment import TODAYS_TEXT


def tell_of_people(claims: Claims, treatment: Rows, travel: Travel, home: Ints) -> None:
    """The facts of each traveller. `home` is the last day of each trip."""
    made = travel.reisende
    _companions(claims, travel)
    visits, long_stay = _relatives(claims, made), _parents(made)
    made.yes_no("ukens_reise_brukt", visits | long_stay)
    gravely_ill = _trips_of(made, visits)
    of_child = _trips_of(made, made.is_("rolle", "forelder_til_innlagt_barn"))
    treatment.yes_no("innlagt_i_helseinstitusjon", gravely_ill | of_child)
    treatment.code("livstruende_bekreftelse", gravely_ill | treatment.is_("unntatt_formaal", "permisjon"))
    treatment.known("innlagt_dato", claims.day - treatment.spread("dager_innlagt"), of_child)
    _late(claims, made, home)


def _companions(claims: Claims, travel: Travel) -> None:
    made, reiser = travel.reisende, travel.reiser
    companion = made.is_("rolle", "ledsager")
    grown_up = companion & ((claims.day - claims.born[claims.claim])[made.parent] * 4 // 1461 >= 18)
    made.code("ledsagerbehov", grown_up)
    made.yes_no("hindring_noedvendig", grown_up & made.is_("ledsagerbehov", "hindre_roemming_eller_rus"))
    made.known("ekstra_ledsager", 0, companion & ~grown_up)
    made.code("saerskilt_kvalifisert", companion)
    made.value("saerskilt_kvalifisert")[~grown_up] = made.index("saerskilt_kvalifisert", "nei")
    qualified = grown_up & ~made.is_("saerskilt_kvalifisert", "nei")
    confirmed = made.is_("ledsagerbehov", "bekreftet_saerskilt_kvalifisert")
    made.yes_no("kvalifisert_noedvendig", qualified & ~confirmed)
    made.yes_no("avkorting_aktuell", companion)
    made.yes_no("ansatt_i_hjemmetjenesten", companion & made.share("inntektstap.ledsager"))
    goes_along = companion[reiser.parent]
    reiser.code("pasientens_reise", goes_along & (made.position == 0)[reiser.parent])
    by_ticket = reiser.is_("fremkomstmiddel", "rutegaaende", "rutebaat", "fly")
    reiser.code("rutebillett", goes_along & by_ticket, weights="ledsager_paa_rute_har_billett")
    reiser.number("regulativ_oere", qualified[reiser.parent])


def _relatives(claims: Claims, made: Rows) -> Flags:
    """Relatives with a reason of their own (§ 19). Gives back the children who visit somebody gravely ill."""
    relative = made.is_("rolle", "paaroerende")
    made.code("paaroerende_grunn", relative)
    visits = relative & made.is_("paaroerende_grunn", "barn_til_livstruende_syk")
    age = np.where(visits, made.up_to("barnets_alder", 18), made.spread("alder.paaroerende"))
    made.known("foedselsdato", claims.day[made.parent] - age * 1461 // 4 - made.up_to("fyller", 365), relative)
    clinic = relative & made.is_("paaroerende_grunn", "bup", "moete_ved_familievernkontor")
    centre = relative & made.is_("paaroerende_grunn", "kompetansesenter")
    course = relative & made.is_("paaroerende_grunn", "kurs_eller_opplaering")
    made.code("slektskap", clinic | centre | course)
    made.code("lederattest", clinic)
    made.yes_no("ved_kompetansesenter", centre)
    made.code("kurs_arrangoer", course)
    made.yes_no("kurs_innhold_vurdert", course & ~made.is_("kurs_arrangoer", "laerings_og_mestringssenter"))
    made.code("kurs_innkalling", course)
    made.yes_no("kursdeltakelse_vurdert", course & made.is_("kurs_innkalling", "finnes_ikke"))
    made.yes_no("pasienten_har_omsorg", visits)
    made.code("legeuttalelse_to_uker", visits)
    made.yes_no("makter_ikke_hjemreise", visits)
    return visits


def _parents(made: Rows) -> Flags:
    """Parents of a child in hospital (barneforskriften § 10). Gives back those who stay with the child for weeks."""
    parent = made.is_("rolle", "forelder_til_innlagt_barn")
    made.code("foreldrerolle", parent)
    made.yes_no("i_foreldres_sted_vurdert", parent & made.is_("foreldrerolle", "i_foreldres_sted"))
    made.code("forelder_grunn", parent)
    made.code("alvorlig_syk_bekreftelse", parent & made.is_("forelder_grunn", "fulgte_alvorlig_sykt_barn"))
    made.code("innkallingens_formaal", parent & made.is_("forelder_grunn", "innkalt_av_institusjonen"))
    long_stay = parent & made.is_("forelder_grunn", "hos_barnet_etter_to_uker")
    made.yes_no("er_hos_barnet", long_stay)
    return long_stay


def _late(claims: Claims, made: Rows, home: Ints) -> None:
    """Why the claim came after the deadline is for the caseworker."""
    claimed = claims.krav.value("fremsatt")[claims.claim]
    late = (claimed > home + DEADLINE_DAYS - 4)[made.parent]
    old = (claims.day < TODAYS_TEXT)[made.parent]
    made.yes_no("ikke_i_stand_til_aa_kreve", late & ~old)
    made.yes_no("aapenbart_ikke_i_stand_til_aa_kreve", late & old, share="reisende.ikke_i_stand_til_aa_kreve")
    made.yes_no("misvisende_opplysninger", late)


def _trips_of(made: Rows, which: Flags) -> Flags:
    """The trips that some of these travellers made."""
    found: Flags = np.bincount(made.parent[which], minlength=int(made.parent[-1]) + 1) > 0
    return found
