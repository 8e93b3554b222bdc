"""The small rule set in OpenFisca-Core: one person-like entity, an input variable a fact, a formula a rule.

Amounts and lengths are whole numbers (`int`, 32 bits there: the longest journey in thousandths of an øre still fits).
A formula gives the place of a code in its list, not the member as the documentation has it: a quarter less time.
"""

# mypy: disallow-subclassing-any=False
# ruff: noqa: N801, N805 - a variable of OpenFisca is called by the name of its class, and its formula has no self

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeAlias

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.peers.cases import CODES, DAY, FACTS, HEAD, OUTCOMES, REASONS, YES, Answer, Answers, Case, Columns

#: What OpenFisca hands to a formula: a population, a period and the parameters. It has no types of its own for them.
Given: TypeAlias = Any

KRAV = build_entity(key="krav", plural="krav_for_reiser", label="Krav for én reise", is_person=True)
ENUMS = {name: Enum(name, {code: code for code in codes}) for name, codes in CODES.items()}
MEANS, CHOICE = ENUMS["fremkomstmiddel"], ENUMS["valg_av_sted"]
OUTCOME, REASON = Enum("utfall", {name: name for name in OUTCOMES}), Enum("grunn", {name: name for name in REASONS})
_PARAMETERS = {
    "minste_reisevei": 10_000,
    "standardsats": 310,
    "grense_rutegaaende": 300_000,
    "egenandel_ordinaer": 17_100,
    "egenandel_valg": 40_000,
    "minsteutbetaling": 5_000,
    "frist_dager": 180,
    "barn_under": 16,
}


def _input(name: str) -> type[Variable]:
    members: dict[str, Any] = {"entity": KRAV, "definition_period": DateUnit.DAY, "label": name}
    if name in ENUMS:
        possible = ENUMS[name]
        members |= {"value_type": Enum, "possible_values": possible, "default_value": next(iter(possible))}
    else:
        members["value_type"] = bool if name in YES else int
    return type(name, (Variable,), members)


class moette_ikke(Variable):
    """Did not attend, and it was no emergency."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        return ~krav("oppmoete_bekreftet", period) & ~krav("oeyeblikkelig_hjelp", period)


class kravet_er_for_sent(Variable):
    """Too many days between the journey and the claim."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given, parameters: Given) -> Given:
        return krav("dager_siden_reisen", period) > parameters(period).frist_dager


class kort_reise(Variable):
    """Too short, or possible at the lowest fare, and no exception."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given, parameters: Given) -> Given:
        short = krav("avstand_m", period) < parameters(period).minste_reisevei
        exception = krav("oeyeblikkelig_hjelp", period) | krav("helseattest", period)
        return (short | krav("minstetakst_kan_brukes", period)) & ~exception


class rett_til_dekning(Variable):
    """No ground to refuse."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        refused = krav("moette_ikke", period) | krav("kravet_er_for_sent", period) | krav("kort_reise", period)
        return krav("tjeneste_omfattet", period) & ~refused


class avkortet_til_naermeste_sted(Variable):
    """Chose a place in the region that is further away than the nearest."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        chosen = krav("valg_av_sted", period) == CHOICE.valgt_i_regionen
        return chosen & (krav("avstand_naermeste_m", period) < krav("avstand_m", period))


class beregnet_reisevei(Variable):
    """The metres that count."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        nearest = krav("avstand_naermeste_m", period)
        return np.where(krav("avkortet_til_naermeste_sted", period), nearest, krav("avstand_m", period))


class drosje_etter_kvittering(Variable):
    """A taxi that was requisitioned."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        return (krav("fremkomstmiddel", period) == MEANS.drosje) & krav("drosje_rekvirert", period)


class drosje_uten_rekvisisjon(Variable):
    """A taxi that was not."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        return (krav("fremkomstmiddel", period) == MEANS.drosje) & ~krav("drosje_rekvirert", period)


class billigste_rute_gjelder(Variable):
    """So far by scheduled transport that the fare is covered."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given, parameters: Given) -> Given:
        far = krav("beregnet_reisevei", period) > parameters(period).grense_rutegaaende
        return (krav("fremkomstmiddel", period) == MEANS.rutetransport) & far


class stoenad_for_reisen(Variable):
    """Øre for the journey, before extras and the patient's own charge."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given, parameters: Given) -> Given:
        by_rate = (krav("beregnet_reisevei", period) * parameters(period).standardsats + 500) // 1000
        return np.select(
            [krav("drosje_etter_kvittering", period), krav("billigste_rute_gjelder", period)],
            [krav("drosje_oere", period), krav("billigste_rute_oere", period)],
            by_rate,
        )


class utlegg(Variable):
    """Øre paid for parking and toll with one's own car."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        car = krav("fremkomstmiddel", period) == MEANS.egen_bil
        return car * (krav("parkering_oere", period) + krav("bom_oere", period))


class utgifter_uten_dokumentasjon(Variable):
    """Something was paid, and nothing shows it."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        return (krav("utlegg", period) > 0) & ~krav("utgifter_dokumentert", period)


class beregnet(Variable):
    """Øre for the journey with extras."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        extras = krav("utlegg", period) * krav("utgifter_dokumentert", period)
        return krav("stoenad_for_reisen", period) + extras


class egenandel(Variable):
    """The patient's own charge in øre."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given, parameters: Given) -> Given:
        rates = parameters(period)
        free = krav("frikort", period) | (krav("alder_aar", period) < rates.barn_under)
        outside = krav("valg_av_sted", period) == CHOICE.valgt_utenfor_regionen
        return np.select([free, outside], [0, rates.egenandel_valg], rates.egenandel_ordinaer)


class netto(Variable):
    """What is left when the charge is paid, perhaps less than nothing."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        return krav("beregnet", period) - krav("egenandel", period)


class under_minste_utbetaling(Variable):
    """Too little to be paid."""

    value_type = bool
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given, parameters: Given) -> Given:
        return krav("netto", period) < parameters(period).minsteutbetaling


class til_utbetaling(Variable):
    """Øre to be paid."""

    value_type = int
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        paid = krav("rett_til_dekning", period) & ~krav("under_minste_utbetaling", period)
        return paid * krav("netto", period)


class utfall(Variable):
    """Refused, reduced or granted."""

    value_type = Enum
    possible_values = OUTCOME
    default_value = OUTCOME.avslag
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        reduced = (
            krav("avkortet_til_naermeste_sted", period)
            | krav("drosje_uten_rekvisisjon", period)
            | krav("utgifter_uten_dokumentasjon", period)
        )
        return np.select(
            [~krav("rett_til_dekning", period), reduced],
            [OUTCOME.avslag.index, OUTCOME.redusert.index],
            OUTCOME.innvilget.index,
        )


class grunn(Variable):
    """The leading reason."""

    value_type = Enum
    possible_values = REASON
    default_value = REASON.etter_kilometersats
    entity = KRAV
    definition_period = DateUnit.DAY

    def formula(krav: Given, period: Given) -> Given:
        conditions = [
            ~krav("tjeneste_omfattet", period),
            krav("moette_ikke", period),
            krav("kravet_er_for_sent", period),
            krav("kort_reise", period),
            krav("netto", period) <= 0,
            krav("under_minste_utbetaling", period),
            krav("avkortet_til_naermeste_sted", period),
            krav("drosje_uten_rekvisisjon", period),
            krav("utgifter_uten_dokumentasjon", period),
            krav("drosje_etter_kvittering", period),
            krav("billigste_rute_gjelder", period),
        ]
        return np.select(conditions, range(len(conditions)), REASON.etter_kilometersats.index)


_FORMULAS = (
    moette_ikke,
    kravet_er_for_sent,
    kort_reise,
    rett_til_dekning,
    avkortet_til_naermeste_sted,
    beregnet_reisevei,
    drosje_etter_kvittering,
    drosje_uten_rekvisisjon,
    billigste_rute_gjelder,
    stoenad_for_reisen,
    utlegg,
    utgifter_uten_dokumentasjon,
    beregnet,
    egenandel,
    netto,
    under_minste_utbetaling,
    til_utbetaling,
    utfall,
    grunn,
)


@cache
def system() -> TaxBenefitSystem:
    """The entity, the variables and the parameters."""
    found = TaxBenefitSystem([KRAV])
    found.parameters = ParameterNode(
        "", data={name: {"values": {"2025-01-01": {"value": value}}} for name, value in _PARAMETERS.items()}
    )
    for variable in (*map(_input, FACTS), *_FORMULAS):
        found.add_variable(variable)
    return found


def decide(case: Case) -> Answer:
    """The answer to one case, from a situation as its documentation shows."""
    situation = {name: {DAY: value} for name, value in case.items() if name not in HEAD}
    simulation = SimulationBuilder().build_from_entities(system(), {KRAV.plural: {"krav": situation}})
    outcome = simulation.calculate("utfall", DAY).decode_to_str()[0]
    reason = simulation.calculate("grunn", DAY).decode_to_str()[0]
    return str(outcome), int(simulation.calculate("til_utbetaling", DAY)[0]), str(reason)


def decide_many(table: Columns) -> Answers:
    """The answers to every row, from a simulation as large as the table."""
    simulation = SimulationBuilder.build_default_simulation(system(), count=len(table["avstand_m"]))
    for name, values in table.items():
        simulation.set_input(name, DAY, values)
    return Answers(
        np.asarray(simulation.calculate("utfall", DAY), np.int8),
        np.asarray(simulation.calculate("til_utbetaling", DAY), np.int64),
        np.asarray(simulation.calculate("grunn", DAY), np.int8),
    )


def on_table(table: Columns) -> Callable[[], Answers]:
    """What decides the table. A simulation keeps its answers, so each run makes one and sets its inputs."""
    return partial(decide_many, table)
