"""The Python source that works through a document once it is laid out: each block in order over its instances.

An entity is one generator that waits between its blocks, so that what it has worked out stays in local variables; one
that does all it has to do in one go is a plain function.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from reiseregel.compiled.plan import Plan, concepts_read
from reiseregel.rulebook.tree import FactRef
from reiseregel.vocabulary import EntityDef, Vocabulary


def works(plan: Plan, entity: str) -> bool:
    """Something is worked out on the entity."""
    return steps_of(plan, entity) > 0


def steps_of(plan: Plan, entity: str) -> int:
    """How often an instance has its turn: its blocks, then what it cannot be, then its posts where they are apart."""
    blocks = sum(block.entity == entity for block in plan.blocks)
    posts = bool(plan.posts[entity]) and not with_posts(plan, entity)
    return blocks + refused_apart(plan, entity) + posts


def with_posts(plan: Plan, entity: str) -> bool:
    """The last of several blocks waits until the posts: nobody else reads what it works out, and none is nameless."""
    blocks = [block for block in plan.blocks if block.entity == entity]
    if len(blocks) < 2 or not plan.posts[entity] or entity in plan.nameless or refused_apart(plan, entity):
        return False
    return not any((entity, concept.name) in plan.stored for concept in blocks[-1].concepts)


def refused_apart(plan: Plan, entity: str) -> bool:
    """What an instance cannot be reads more than is known when it has had its last block."""
    read = {
        (concept.entity, concept.name)
        for item in plan.refused
        if item.entity == entity
        for _, concept in concepts_read(item.condition)
    }
    last = max((number for number, block in enumerate(plan.blocks) if block.entity == entity), default=None)
    if last is None:
        return any(item.entity == entity for item in plan.refused)
    return not read <= {(block.entity, concept.name) for block in plan.blocks[: last + 1] for concept in block.concepts}


def in_one_go(plan: Plan, entity: str) -> bool:
    """It has one turn, and no posts."""
    return steps_of(plan, entity) == 1 and not plan.posts[entity]


def alone(plan: Plan) -> bool:
    """The document is one entity with its own date: nothing waits for anything."""
    rule = plan.root.law_time
    return len(plan.entities) == 1 and works(plan, plan.root.name) and rule is not None and bool(rule.fact)


def at_once(plan: Plan, vocabulary: Vocabulary) -> bool:
    """It is alone, and has no settings: one call takes its facts to its posts."""
    return alone(plan) and not any(fact.setting for fact in vocabulary.facts_of(plan.root.name))


def one_post(plan: Plan) -> bool:
    """A document that is alone comes to one post, whatever its facts."""
    posts = plan.posts[plan.root.name]
    return alone(plan) and len(posts) == 1 and posts[0].exists is None


def driver_source(plan: Plan, made: list[EntityDef], telling: Mapping[str, FactRef], more: frozenset[str]) -> str:
    """`work(run, l, T, F)`, which gives the posts: `l` are the masks of the open readings, `T` holds the functions by
    entity and date (those of an entity with a `telling` code by that code first), `F` those that lay out the facts
    (set mode only).
    """
    lines = ["def work(run, l, T, F):", "    ut = []", "    if F is not None:"]
    for entity in made:
        lines += [f"        f = F[{entity.name!r}]", f"        for r in run.{entity.name}: r.f = f(r.d)"]
    if alone(plan):
        name = plan.root.name
        return "\n".join([*lines, f"    for r in run.{name}: T[{name!r}][r.iso](r, l, ut)", "    return ut"]) + "\n"
    working = [entity.name for entity in made if works(plan, entity.name)]
    steps = [(name, _begun(plan, name, telling)) for name in working if not in_one_go(plan, name)]
    left = {name: steps_of(plan, name) for name in working}
    refused = [name for name in working if refused_apart(plan, name)]
    for name in (*(block.entity for block in plan.blocks), *refused):
        left[name] -= 1
        if not left[name] and plan.posts[name]:
            continue
        steps.append((name, _step(plan, name, telling, last=not left[name])))
    steps.append((plan.root.name, ["    for r in run.ORDER: next(r.g, None)"]))
    # No circles are left behind: what a run leaves is freed at once.
    steps += [(item.name, [f"    for r in run.{item.name}: r.up = None"]) for item in made if item is not plan.root]
    for is_more, group in groupby(steps, lambda step: step[0] in more):
        found = [line for _, part in group for line in part]
        lines += ["    if run.MORE:", *(f"    {line}" for line in found)] if is_more else found
    return "\n".join([*lines, "    return ut"]) + "\n"


def _begun(plan: Plan, name: str, telling: Mapping[str, FactRef]) -> list[str]:
    """A generator for each instance of an entity."""
    kept = "g = r.g" if plan.posts[name] else "g"
    return [
        f"    t, i_{name} = T[{name!r}], []",
        f"    for r in run.{name}:",
        f"        {kept} = {_function(name, telling)}(r, l, ut)",
        f"        i_{name}.append(g.__next__)" if plan.posts[name] else f"        i_{name}.append(g)",
    ]


def _step(plan: Plan, name: str, telling: Mapping[str, FactRef], *, last: bool) -> list[str]:
    if in_one_go(plan, name):
        return [f"    t = T[{name!r}]", f"    for r in run.{name}: {_function(name, telling)}(r, l, ut)"]
    if plan.posts[name]:
        return [f"    for step in i_{name}: step()"]
    return [f"    for g in i_{name}: next(g{', None' if last else ''})"]


def _function(name: str, telling: Mapping[str, FactRef]) -> str:
    code = telling.get(name)
    return f"t[r{'.up' * code.route.up}.d.get({code.name!r})][r.iso]" if code else "t[r.iso]"
