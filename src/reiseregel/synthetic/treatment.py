"""What the patient travelled to: the service, where it lies, and what registers say of it."""

from __future__ import annotations

import numpy as np

from reiseregel.synthetic.claims import Claims
from reiseregel.synthetic.draws import Flags
from reiseregel.synthetic.rows import Rows
from reiseregel.synthetic.window import Window

#: Days after 1970-01-01 of 3 March 2025: the text before it asks for more.
TODAYS_TEXT = 20150


def make_treatment(claims: Claims, window: Window) -> Rows:
    """The treatment of each trip. Where the first answers give the right, no more is asked, and no more is told."""
    made = claims.turer.child("behandling")
    made.code("tjeneste")
    for_others = claims.by("ledsager", "paaroerende", "forelder")[claims.claim]
    made.value("tjeneste")[for_others] = made.index("tjeneste", "spesialisthelsetjeneste")
    _specialist_care(made)
    _other_care(made)
    _right_of_place(made)
    _purpose(made)
    _attendance(made, claims)
    if window.first < TODAYS_TEXT:
        _older_text(made, claims.day < TODAYS_TEXT)
    return made


def specialist(made: Rows) -> Flags:
    """Treatment that § 1a is about."""
    return made.is_("tjeneste", "spesialisthelsetjeneste", "privat_radiologi")


def _specialist_care(made: Rows) -> None:
    care = specialist(made)
    study = made.is_("tjeneste", "klinisk_studie")
    financed = made.yes_no("finansiert_av_rhf", care)
    home = made.yes_no("i_bostedsregion", care | study)
    away = care & ~home
    made.code("saerskilt_tilknytning", away)
    made.yes_no("omfattet_av_par_2_4", away)
    made.value("omfattet_av_par_2_4")[~financed] = 0  # the right to choose is among publicly financed places
    made.yes_no("tilbys_i_bostedsregion", away)
    made.yes_no("naermeste_private_radiologi", made.is_("tjeneste", "privat_radiologi"))
    made.yes_no("godkjent_klinisk_studie", study)


def _other_care(made: Rows) -> None:
    doctor = made.is_("tjeneste", "fastlege", "samisktalende_lege")
    chapter_5 = made.is_("tjeneste", "annen_tjeneste_kapittel_5")
    municipal = made.is_("tjeneste", "familievernkontor", "helsestasjon", "kommunal_doegnplass", "kommunal_dialyse")
    municipal |= made.is_("tjeneste", "sykehjem")
    home = made.yes_no("i_bostedskommune", doctor | chapter_5 | municipal)
    away = ~home
    made.yes_no("i_samarbeidskommune", (doctor | municipal) & away)
    made.yes_no("naermest_oppholdsstedet", doctor & away)
    made.yes_no("naermeste_tilgjengelige_fastlege", doctor & away)
    made.yes_no("naermest_ved_oppstart", chapter_5 & away)
    made.code("oppgjoer", chapter_5)
    made.yes_no("innleggelse_eller_utskriving", made.is_("tjeneste", "sykehjem"))
    made.yes_no("parter_maa_moetes", made.is_("tjeneste", "familievernkontor") & away)
    made.yes_no("oensker_samisktalende_lege", made.is_("tjeneste", "samisktalende_lege"))


def _right_of_place(made: Rows) -> None:
    """Where the place gives no full right by itself: whether it is the nearest, and whether somebody has moved."""
    away = np.where(specialist(made) | made.is_("tjeneste", "klinisk_studie"), ~made.yes("i_bostedsregion"), False)
    away |= (
        ~specialist(made) & ~made.yes("i_bostedskommune") & ~made.is_("tjeneste", "klinisk_studie", "ingen_av_disse")
    )
    nearest = made.yes_no("naermeste_sted", away)
    moved = made.yes_no("kontinuitet", away & ~nearest)
    kept = made.yes_no("rett_foer_flytting", away & ~nearest & moved)
    made.yes_no("kontinuitet_noedvendig", away & ~nearest & moved & kept)
    chosen = made.yes("omfattet_av_par_2_4") & specialist(made)
    abroad = away & ~chosen & ~made.yes_no("i_norge")
    made.value("i_norge")[~abroad] = 1


def far_away(made: Rows) -> Flags:
    """Specialist care in another region than the patient's."""
    return specialist(made) & ~made.yes("i_bostedsregion")


def counted_to_the_nearest(made: Rows) -> Flags:
    """Where § 5 may count the way to the nearest place only."""
    region = far_away(made) & ~made.yes("naermeste_sted") & ~made.yes("omfattet_av_par_2_4")
    region &= made.is_("saerskilt_tilknytning", "ingen")
    care = specialist(made) | made.is_("tjeneste", "klinisk_studie", "ingen_av_disse")
    radiology = made.is_("tjeneste", "privat_radiologi") & ~made.yes("naermeste_private_radiologi")
    return region | radiology | ~care & ~made.yes("i_bostedskommune") & ~made.yes("naermeste_sted")


def _purpose(made: Rows) -> None:
    made.code("unntatt_formaal")
    registered = made.yes_no("registrert_eller_henvist")
    shown = registered & made.facts["registrert_eller_henvist"].told
    made.yes_no("noedvendig_vurdert", ~shown)
    leave = made.is_("unntatt_formaal", "permisjon")
    made.yes_no("permisjon_fra_sykehus", leave)
    made.code("livstruende_bekreftelse", leave)
    made.code("annen_betaler")
    made.yes_no("dekkes_av_andre_vurdert", made.is_("annen_betaler", "annet_regelverk"))
    made.yes_no("oeyeblikkelig_hjelp", own=True)


def _attendance(made: Rows, claims: Claims) -> None:
    met = made.yes_no("oppmoete_bekreftet", own=True)
    shown = met & made.facts["oppmoete_bekreftet"].told
    born, claimed_by_guardian = claims.born[claims.claim], claims.by("pasienten", "fullmektig")[claims.claim]
    years = (claims.day + 60 - born) * 4 // 1461
    attached = claims.by("ledsager", "paaroerende")[claims.claim] | claimed_by_guardian & (years >= 11) & (years < 18)
    made.code("oppmoetebekreftelse_vedlagt", attached)
    has_it = made.is_("oppmoetebekreftelse_vedlagt", "foreligger") & made.facts["oppmoetebekreftelse_vedlagt"].told
    made.yes_no("oppmoete_kan_godtas", np.where(attached, ~has_it, ~shown), own=True)


def _older_text(made: Rows, old: Flags) -> None:
    """What only the text before 3 March 2025 asks for."""
    made.code("spesialist_art", old & specialist(made))
    made.yes_no("pasienten_valgte_stedet", old & far_away(made))
    made.yes_no("tjenesten_i_kapittel_5", old & made.is_("tjeneste", "annen_tjeneste_kapittel_5", "fastlege"))
