"""§§ 1–7, 11 and 13: the health care a trip leads to. Everything here is the same for all who travel in the trip."""

from __future__ import annotations

from benchmarks.handwritten.lines import Data

MUNICIPAL = frozenset({"helsestasjon", "sykehjem", "kommunal_doegnplass", "kommunal_dialyse"})
#: §§ 2–4: services that are covered whoever pays for them and wherever.
ALWAYS_COVERED = frozenset(
    {"fastlege", "samisktalende_lege", "familievernkontor", "helsestasjon", "kommunal_doegnplass", "kommunal_dialyse"}
)
SPECIALISED = frozenset({"spesialisthelsetjeneste", "privat_radiologi"})
OTHER_PAYERS = frozenset(
    {
        "nav_hjelpemidler",
        "statsforvalter_mekling",
        "fylkeskommunal_tannhelse",
        "behandlingsinstitusjonen",
        "helfo_eoes",
        "barnehus",
        "forsvaret",
    }
)
AGREED_PLACES = frozenset({"avtale_med_bostedsregionen", "nasjonal_tjeneste"})


def service_is_covered(behandling: Data) -> bool:
    """§§ 1a, 2, 3, 4 and 7: the service is one that journeys are paid to."""
    service = behandling["tjeneste"]
    if service in SPECIALISED:
        covered: bool = behandling["finansiert_av_rhf"]
    elif service in ALWAYS_COVERED:
        covered = True
    elif service == "sykehjem":
        covered = behandling["innleggelse_eller_utskriving"]
    elif service == "klinisk_studie":
        covered = behandling["godkjent_klinisk_studie"]
    else:
        paid = behandling["oppgjoer"]
        covered = service == "annen_tjeneste_kapittel_5" and paid in ("kommunalt_ansatt", "trygdestoenad")
    return covered


def place_gives_full_right(behandling: Data, pasient: Data) -> bool:
    """§§ 1a–6: the place is one the whole journey is paid to, by itself or because the patient moved."""
    service = behandling["tjeneste"]
    if service in SPECIALISED:
        given = (
            behandling["i_bostedsregion"]
            or behandling["naermeste_sted"]
            or behandling["saerskilt_tilknytning"] in AGREED_PLACES
            or (
                behandling["omfattet_av_par_2_4"]
                and (service == "spesialisthelsetjeneste" or behandling["naermeste_private_radiologi"])
            )
        )
    else:
        given = _other_place_gives_right(service, behandling, pasient)
    return bool(
        given
        or (behandling["kontinuitet"] and behandling["rett_foer_flytting"] and behandling["kontinuitet_noedvendig"])
    )


def _other_place_gives_right(service: str, behandling: Data, pasient: Data) -> bool:
    if service == "fastlege":
        given = _general_practice(behandling)
    elif service == "samisktalende_lege":
        given = _general_practice(behandling) or (
            pasient["samisktalende"]
            and pasient["bosatt_i_samisk_omraade"]
            and behandling["oensker_samisktalende_lege"]
            and behandling["naermeste_sted"]
        )
    elif service == "annen_tjeneste_kapittel_5":
        given = behandling["i_bostedskommune"] or behandling["naermeste_sted"] or behandling["naermest_ved_oppstart"]
    elif service in MUNICIPAL:
        given = _municipal(behandling)
    elif service == "familievernkontor":
        given = _municipal(behandling) or (
            behandling["parter_maa_moetes"]
            and behandling["kontor_naermest_en_av_partene"]
            and behandling["faglig_leder_bekreftelse"] == "foreligger"
        )
    else:  # a clinical study is paid to wherever it is; any other service only matters to a companion
        given = (
            service == "klinisk_studie"
            or behandling["i_bostedsregion"]
            or behandling["naermeste_sted"]
            or behandling["saerskilt_tilknytning"] in AGREED_PLACES
            or behandling["omfattet_av_par_2_4"]
        )
    return bool(given)


def _general_practice(behandling: Data) -> bool:
    return bool(
        behandling["i_bostedskommune"]
        or behandling["naermest_oppholdsstedet"]
        or behandling["i_samarbeidskommune"]
        or behandling["naermeste_tilgjengelige_fastlege"]
    )


def _municipal(behandling: Data) -> bool:
    return bool(behandling["i_bostedskommune"] or behandling["i_samarbeidskommune"] or behandling["naermeste_sted"])


def purpose_is_excluded(behandling: Data) -> bool:
    """§§ 7 and 13: journeys for this purpose are not paid."""
    purpose = behandling["unntatt_formaal"]
    if purpose == "ingen":
        return False
    if purpose == "permisjon":
        return not (behandling["permisjon_fra_sykehus"] and behandling["livstruende_bekreftelse"] == "foreligger")
    return bool(purpose != "forebyggende" or behandling["tjeneste"] != "helsestasjon")


def care_is_needed(behandling: Data) -> bool:
    """§ 7: necessary; whoever is registered or referred is presumed to need it."""
    return bool(
        behandling["registrert_eller_henvist"]
        or behandling["noedvendig_vurdert"]
        or behandling["unntatt_formaal"] == "permisjon"
        or behandling["tjeneste"] in ("familievernkontor", "sykehjem")
        or (
            behandling["godkjent_klinisk_studie"]
            and behandling["tjeneste"] in ("spesialisthelsetjeneste", "privat_radiologi", "klinisk_studie")
        )
    )


def somebody_else_pays(behandling: Data) -> bool:
    """§ 11: the journey is for others to pay, whatever it was."""
    payer = behandling["annen_betaler"]
    if payer == "ingen":
        return False
    return payer in OTHER_PAYERS or bool(payer == "annet_regelverk" and behandling["dekkes_av_andre_vurdert"])


def chosen_elsewhere(behandling: Data, *, full_right: bool) -> bool:
    """§ 24: the patient chose a place outside the home region, and so pays the raised egenandel."""
    return bool(
        full_right
        and behandling["omfattet_av_par_2_4"]
        and not behandling["i_bostedsregion"]
        and not behandling["naermeste_sted"]
        and behandling["tilbys_i_bostedsregion"]
        and behandling["tjeneste"] in SPECIALISED
    )
