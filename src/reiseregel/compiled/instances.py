"""The Python source that lays a document out as instances, one class an entity, and works through the blocks.

An instance has its facts in `d`, its parent in `up`, its place in `path`, its law date in `iso`; lists in `L_…`, the
nameless member of an unknown list in `N_…`, single children in `S_…`, what others read in `C_…`. Entities on which
nothing is worked out are bare: only their facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from reiseregel.compiled.code import high, local
from reiseregel.compiled.plan import Plan
from reiseregel.rulebook.tree import FactRef
from reiseregel.vocabulary import EntityDef, Vocabulary


def bare_entities(plan: Plan, vocabulary: Vocabulary) -> frozenset[str]:
    """Entities with no concepts, children, dates or settings of their own."""
    working = {block.entity for block in plan.blocks}
    return frozenset(
        entity.name
        for entity in plan.entities
        if entity.name not in working
        and entity is not plan.root
        and not vocabulary.children_of(entity.name)
        and entity.law_time is None
        and not any(fact.setting for fact in vocabulary.facts_of(entity.name))
        and not any(item.entity == entity.name for item in plan.refused)
    )


def instances_source(plan: Plan, vocabulary: Vocabulary, telling: Mapping[str, FactRef]) -> str:
    """Classes, `build(data)` and `work(run, l, T, F)`: `l` are the masks of the open readings, `T` holds
    the functions by entity and date (those of an entity with a `telling` code by that code first), `F` those that lay
    out the facts (set mode only).
    """
    bare = bare_entities(plan, vocabulary)
    made = [entity for entity in plan.entities if entity.name not in bare]
    parts = [_run_class(made)]
    parts += [_class(plan, entity, vocabulary) for entity in made]
    more = _often_missing(plan, vocabulary)
    parts += [_make(plan, entity, vocabulary, bare, more) for entity in made]
    parts += [
        _build(plan, made, vocabulary, more),
        _alone(plan, vocabulary) if alone(plan) else _work(plan, made, telling, more),
    ]
    return "\n\n\n".join(parts) + "\n"


def _run_class(made: list[EntityDef]) -> str:
    names = [entity.name for entity in made]
    lists = [f"        self.{name} = []" for name in names]
    slots = ", ".join(map(repr, [*names, "ORDER", "MORE"]))
    return "\n".join([
        "class Run:", f"    __slots__ = ({slots})", "",
        "    def __init__(self):", "        self.ORDER, self.MORE = [], False", *lists,
    ])  # fmt: skip


def _class(plan: Plan, entity: EntityDef, vocabulary: Vocabulary) -> str:
    slots = ["d", "f", "g", "up", "path", "iso"]
    for child in vocabulary.children_of(entity.name):
        slots += [f"L_{child.name}", f"N_{child.name}"] if child.many else [f"S_{child.name}"]
        slots += shared_places(plan, child)
    for concept in plan.concepts_of(entity.name):
        if (concept.entity, concept.name) in plan.stored:
            slots += [f"C_{local(concept.name)}", f"C_{high(concept.name)}"]
    slots += [f"k{number}" for number, _ in enumerate(b for b in plan.blocks if b.entity == entity.name)]
    return f"class E_{entity.name}:\n    __slots__ = ({', '.join(map(repr, slots))},)"


def _often_missing(plan: Plan, vocabulary: Vocabulary) -> frozenset[str]:
    """Lists that no law date is taken from, up or down, and what is below them: many documents have none of them.

    `run.MORE` tells that there is something in one of them.
    """
    rules = [entity.law_time for entity in plan.entities if entity.law_time is not None]
    dated = {member for rule in rules for member in (*rule.first_of.split("."), *rule.last_of.split("."))}
    found = set[str]()
    for entity in plan.entities:
        above = set(vocabulary.ancestors(entity.name)) & found
        rests = entity.law_time is not None and bool(entity.law_time.last_of)
        if above or (entity.many and entity.member not in dated and not rests):
            found.add(entity.name)
    return frozenset(found)


def _make(plan: Plan, entity: EntityDef, vocabulary: Vocabulary, bare: frozenset[str], more: frozenset[str]) -> str:
    rule = entity.law_time
    iso = f"d[{rule.fact!r}] if named else ''" if rule is not None and rule.fact else "''"
    lines = [
        f"def make_{entity.name}(d, up, path, run, named):",
        f"    r = E_{entity.name}()",
        f"    r.d, r.up, r.path, r.iso = d, up, path, {iso}",
        f"    run.{entity.name}.append(r)",
    ]
    if entity.name in more:
        lines.append("    run.MORE = True")
    if plan.posts[entity.name]:
        lines.append("    if named: run.ORDER.append(r)")
    shared = [f"r.{place}" for child in vocabulary.children_of(entity.name) for place in shared_places(plan, child)]
    if shared:
        lines.append(f"    {' = '.join(shared)} = None")
    for child in vocabulary.children_of(entity.name):
        lines += _child(child, bare)
    if rule is not None and not rule.fact and not rule.from_above:
        _, member = rule.list_of(entity.name)
        child = next(item for item in vocabulary.children_of(entity.name) if item.member == member)
        pick = "min" if rule.first_of else "max"
        lines.append(f"    r.iso = {pick}([m.iso for m in r.L_{child.name}], default='')")
    return "\n".join([*lines, "    return r"])


def shared_places(plan: Plan, child: EntityDef) -> list[str]:
    """Where the owner of a list keeps what is the same for every member, block by block."""
    blocks = sum(block.entity == child.name for block in plan.blocks) if child.many else 0
    return [f"h_{child.name}_{number}" for number in range(blocks)]


def _child(child: EntityDef, bare: frozenset[str]) -> list[str]:
    if not child.many:
        given = f"d.get({child.member!r}, _NOTHING)"
        made = given if child.name in bare else f"make_{child.name}({given}, r, path + '/{child.member}', run, named)"
        return [f"    r.S_{child.name} = {made}"]
    listed = f"r.L_{child.name}"
    if child.name in bare:
        if child.content:
            return [f"    {listed} = d.get({child.member!r}, ())"]
        return [f"    {listed} = d.get({child.member!r})", f"    if {listed} is None: r.N_{child.name} = (_NOTHING,)"]
    each = f"make_{child.name}(m, r, f'{{path}}/{child.member}/{{n}}', run, named)"
    made = f"{listed} = [{each} for n, m in enumerate(given)] if given else ()"
    if child.content:
        return [f"    given = d.get({child.member!r})", f"    {made}"]
    nameless = f"(make_{child.name}(_NOTHING, r, path + '/{child.member}/-', run, False),)"
    return [
        f"    given = d.get({child.member!r})",
        "    if given is None:",
        f"        {listed} = None",
        f"        r.N_{child.name} = {nameless}",
        "    else:",
        f"        {made}",
    ]


def _build(plan: Plan, made: list[EntityDef], vocabulary: Vocabulary, more: frozenset[str]) -> str:
    lines = [
        "def build(data):",
        "    run = Run()",
        f"    make_{plan.root.name}(data, None, '', run, True)",
    ]
    often = [entity for entity in made if entity.name not in more]
    for entity in often:
        lines += _dated(plan, entity, vocabulary)
    lines += _if_more([line for entity in made if entity.name in more for line in _dated(plan, entity, vocabulary)])
    return "\n".join([*lines, "    return run"])


def _if_more(lines: list[str]) -> list[str]:
    """Lines that are for what many documents do without."""
    return ["    if run.MORE:", *(f"    {line}" for line in lines)] if lines else []


def _dated(plan: Plan, entity: EntityDef, vocabulary: Vocabulary) -> list[str]:
    """The law dates of the instances that do not have their own, and the facts that follow from them."""
    rule, lines = entity.law_time, list[str]()
    if rule is None and entity is not plan.root:
        lines.append(f"    for r in run.{entity.name}: r.iso = r.up.iso")
    elif rule is not None and entity is not plan.root:
        if rule.from_above:
            owner, member = rule.list_of(entity.name)
            child = next(item for item in vocabulary.children_of(owner) if item.member == member)
            ups = "r" + ".up" * vocabulary.ancestors(entity.name).index(owner)
            pick = "min" if rule.first_of else "max"
            lines.append(f"    for r in run.{entity.name}:")
            lines.append(f"        r.iso = {pick}([m.iso for m in {ups}.L_{child.name}], default='')")
        lines.append(f"    for r in run.{entity.name}:")
        lines.append("        if not r.iso: r.iso = r.up.iso")
    if any(fact.setting for fact in vocabulary.facts_of(entity.name)):
        lines.append(f"    for r in run.{entity.name}: r.d = _with_settings_{entity.name}(r)")
    return lines


def alone(plan: Plan) -> bool:
    """The document is one entity with its own date: nothing waits for anything."""
    rule = plan.root.law_time
    return len(plan.entities) == 1 and works(plan, plan.root.name) and rule is not None and bool(rule.fact)


def _alone(plan: Plan, vocabulary: Vocabulary) -> str:
    """As `_work`, and `at_once(d, l, T, F)` from the facts to the posts, for a document with nothing below it
    and no settings.
    """
    name, rule = plan.root.name, plan.root.law_time
    assert rule is not None
    work = f"""def work(run, l, T, F):
    ut = []
    for r in run.{name}:
        if F is not None: r.f = F[{name!r}](r.d)
        T[{name!r}][r.iso](r, l, ut)
    return ut"""
    if any(fact.setting for fact in vocabulary.facts_of(name)):
        return work
    return f"""{work}


def at_once(d, l, T, F):
    r = E_{name}()
    r.d, r.path, r.iso = d, '', d[{rule.fact!r}]
    if F is not None: r.f = F[{name!r}](d)
    ut = []
    T[{name!r}][r.iso](r, l, ut)
    return ut"""


def _work(plan: Plan, made: list[EntityDef], telling: Mapping[str, FactRef], more: frozenset[str]) -> str:
    """Every block in order over the instances of its entity, then what cannot be, then the posts."""
    working = [entity.name for entity in made if works(plan, entity.name)]
    lines = ["def work(run, l, T, F):", "    ut = []", "    if F is not None:"]
    for entity in made:
        lines += [f"        f = F[{entity.name!r}]", f"        for r in run.{entity.name}: r.f = f(r.d)"]
    steps = [(name, _begun(name, telling)) for name in working]
    steps += [(block.entity, [f"    for step in i_{block.entity}: step()"]) for block in plan.blocks]
    refused = dict.fromkeys(item.entity for item in plan.refused)
    steps += [(name, [f"    for step in i_{name}: step()"]) for name in refused]
    steps.append((plan.root.name, ["    for r in run.ORDER: next(r.g, None)"]))
    steps += [(name, [f"    for r in run.{name}: next(r.g, None)"]) for name in working if not plan.posts[name]]
    # No circles are left behind: what a run leaves is freed at once.
    steps += [(entity.name, [f"    for r in run.{entity.name}: r.up = r.g = None"]) for entity in made]
    for is_more, group in groupby(steps, lambda step: step[0] in more):
        found = [line for _, part in group for line in part]
        lines += _if_more(found) if is_more else found
    return "\n".join([*lines, "    return ut"])


def _begun(name: str, telling: Mapping[str, FactRef]) -> list[str]:
    """A generator for each instance of an entity."""
    code = telling.get(name)
    law = f"t[r{'.up' * code.route.up}.d.get({code.name!r})]" if code else "t"
    return [
        f"    t, i_{name} = T[{name!r}], []",
        f"    for r in run.{name}:",
        f"        g = r.g = {law}[r.iso](r, l, ut)",
        f"        i_{name}.append(g.__next__)",
    ]


def works(plan: Plan, entity: str) -> bool:
    """Something is worked out on the entity."""
    concerned = {block.entity for block in plan.blocks} | {item.entity for item in plan.refused}
    return entity in concerned or bool(plan.posts[entity])
