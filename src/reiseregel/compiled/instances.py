"""The Python source that lays a document out as instances, one class an entity, and works through the blocks.

An instance has its facts in `d`, its parent in `up`, its place in `path`, its law date in `iso`; lists in `L_…`, the
nameless member of an unknown list in `N_…`, single children in `S_…`, what others read in `C_…`. Entities on which
nothing is worked out are bare: only their facts.
"""

from __future__ import annotations

from reiseregel.compiled.code import high, local
from reiseregel.compiled.plan import Plan
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


def instances_source(plan: Plan, vocabulary: Vocabulary) -> str:
    """Classes, `build(data)` and `work(run, l, T, F)`: `l` are the masks of the open readings, `T` holds
    the functions by entity and date, `F` those that lay out the facts (set mode only).
    """
    bare = bare_entities(plan, vocabulary)
    made = [entity for entity in plan.entities if entity.name not in bare]
    parts = [_run_class(made)]
    parts += [_class(plan, entity, vocabulary) for entity in made]
    parts += [_make(plan, entity, vocabulary, bare) for entity in made]
    parts += [_build(plan, made, vocabulary), _alone(plan, vocabulary) if alone(plan) else _work(plan, made)]
    return "\n\n\n".join(parts) + "\n"


def _run_class(made: list[EntityDef]) -> str:
    names = [entity.name for entity in made]
    lists = [f"        self.{name} = []" for name in names]
    slots = ", ".join(map(repr, [*names, "ORDER"]))
    return "\n".join([
        "class Run:", f"    __slots__ = ({slots})", "",
        "    def __init__(self):", "        self.ORDER = []", *lists,
    ])  # fmt: skip


def _class(plan: Plan, entity: EntityDef, vocabulary: Vocabulary) -> str:
    slots = ["d", "f", "g", "up", "path", "iso"]
    for child in vocabulary.children_of(entity.name):
        slots += [f"L_{child.name}", f"N_{child.name}"] if child.many else [f"S_{child.name}"]
    for concept in plan.concepts_of(entity.name):
        if (concept.entity, concept.name) in plan.stored:
            slots += [f"C_{local(concept.name)}", f"C_{high(concept.name)}"]
    slots += [f"k{number}" for number, _ in enumerate(b for b in plan.blocks if b.entity == entity.name)]
    return f"class E_{entity.name}:\n    __slots__ = ({', '.join(map(repr, slots))},)"


def _make(plan: Plan, entity: EntityDef, vocabulary: Vocabulary, bare: frozenset[str]) -> str:
    rule = entity.law_time
    iso = f"d[{rule.fact!r}]" if rule is not None and rule.fact else "''"
    lines = [
        f"def make_{entity.name}(d, up, path, run, named):",
        f"    r = E_{entity.name}()",
        f"    r.d, r.up, r.path, r.iso = d, up, path, {iso} if named else ''",
        f"    run.{entity.name}.append(r)",
    ]
    if plan.posts[entity.name]:
        lines.append("    if named: run.ORDER.append(r)")
    for child in vocabulary.children_of(entity.name):
        lines += _child(child, bare)
    if rule is not None and not rule.fact and not rule.from_above:
        _, member = rule.list_of(entity.name)
        child = next(item for item in vocabulary.children_of(entity.name) if item.member == member)
        pick = "min" if rule.first_of else "max"
        lines.append(f"    r.iso = {pick}([m.iso for m in r.L_{child.name}], default='')")
    return "\n".join([*lines, "    return r"])


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


def _build(plan: Plan, made: list[EntityDef], vocabulary: Vocabulary) -> str:
    lines = [
        "def build(data):",
        "    run = Run()",
        f"    make_{plan.root.name}(data, None, '', run, True)",
    ]
    for entity in made:
        rule = entity.law_time
        if entity is plan.root:
            continue
        if rule is None:
            lines.append(f"    for r in run.{entity.name}: r.iso = r.up.iso")
            continue
        if rule.from_above:
            owner, member = rule.list_of(entity.name)
            child = next(item for item in vocabulary.children_of(owner) if item.member == member)
            ups = "r" + ".up" * vocabulary.ancestors(entity.name).index(owner)
            pick = "min" if rule.first_of else "max"
            lines.append(f"    for r in run.{entity.name}:")
            lines.append(f"        r.iso = {pick}([m.iso for m in {ups}.L_{child.name}], default='')")
        lines.append(f"    for r in run.{entity.name}:")
        lines.append("        if not r.iso: r.iso = r.up.iso")
    lines += [
        f"    for r in run.{entity.name}: r.d = _with_settings_{entity.name}(r)"
        for entity in made
        if any(fact.setting for fact in vocabulary.facts_of(entity.name))
    ]
    return "\n".join([*lines, "    return run"])


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


def _work(plan: Plan, made: list[EntityDef]) -> str:
    """Every block in order over the instances of its entity, then what cannot be, then the posts."""
    working = [entity.name for entity in made if works(plan, entity.name)]
    lines = ["def work(run, l, T, F):", "    ut = []", "    if F is not None:"]
    for entity in made:
        lines += [f"        f = F[{entity.name!r}]", f"        for r in run.{entity.name}: r.f = f(r.d)"]
    for name in working:
        lines += [f"    t, i_{name} = T[{name!r}], []", f"    for r in run.{name}:"]
        lines += ["        g = r.g = t[r.iso](r, l, ut)", f"        i_{name}.append(g.__next__)"]
    lines += [f"    for step in i_{block.entity}: step()" for block in plan.blocks]
    lines += [f"    for step in i_{name}: step()" for name in dict.fromkeys(item.entity for item in plan.refused)]
    lines.append("    for r in run.ORDER: next(r.g, None)")
    lines += [f"    for r in run.{name}: next(r.g, None)" for name in working if not plan.posts[name]]
    # No circles are left behind: what a run leaves is freed at once.
    lines += [f"    for r in run.{entity.name}: r.up = r.g = None" for entity in made]
    lines.append("    return ut")
    return "\n".join(lines)


def works(plan: Plan, entity: str) -> bool:
    """Something is worked out on the entity."""
    concerned = {block.entity for block in plan.blocks} | {item.entity for item in plan.refused}
    return entity in concerned or bool(plan.posts[entity])
