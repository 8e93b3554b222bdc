"""The Python source that lays a document out as instances, one class an entity.

An instance has its facts in `d`, its parent in `up`, its place in `at`, its law date in `iso`; lists in `L_…`, the
nameless member of an unknown list in `N_…`, single children in `S_…`, what others read in `C_…`, and in `h` what is the
same for every member of a list of its own. Entities on which nothing is worked out, nor below them, are bare: only
their facts.
"""

from __future__ import annotations

from reiseregel.compiled.plan import Plan, often_missing
from reiseregel.compiled.text import high, local
from reiseregel.vocabulary import EntityDef, LawTime, Vocabulary


def bare_entities(plan: Plan, vocabulary: Vocabulary) -> frozenset[str]:
    """Entities with no concepts, dates or settings of their own, and only such below them."""
    working = {block.entity for block in plan.blocks} | {item.entity for item in plan.refused}
    found = set[str]()
    for entity in reversed(plan.entities):
        if (
            entity.name not in working
            and entity is not plan.root
            and entity.law_time is None
            and not any(fact.setting for fact in vocabulary.facts_of(entity.name))
            and all(child.name in found for child in vocabulary.children_of(entity.name))
        ):
            found.add(entity.name)
    return frozenset(found)


def instances_source(plan: Plan, vocabulary: Vocabulary) -> str:
    """Classes, and `build(data)`, which gives a `Run`: the instances of each entity, parents first.

    `run.MORE` tells that there is something in a list that many documents have nothing in.
    """
    bare = bare_entities(plan, vocabulary)
    made = [entity for entity in plan.entities if entity.name not in bare]
    more = often_missing(plan.entities, vocabulary)
    parts = [_run_class(made, more)]
    parts += [_class(plan, entity, vocabulary) for entity in made]
    parts += [_Maker(plan, vocabulary, bare, more, entity).source() for entity in made]
    parts.append(_build(plan, made, vocabulary))
    return "\n\n\n".join(parts) + "\n"


def _run_class(made: list[EntityDef], more: frozenset[str]) -> str:
    """The lists of what is often missing are made with the first that goes into one of them."""
    often = [entity.name for entity in made if entity.name not in more]
    seldom = [entity.name for entity in made if entity.name in more]
    slots = ", ".join(map(repr, [*often, *seldom, "ORDER", "MORE", "LATE"]))
    lines = ["class Run:", f"    __slots__ = ({slots})", "", "    def __init__(self):"]
    lines.append("        self.MORE = self.LATE = False")
    if seldom:
        lines.append(f"        {' = '.join(f'self.{name}' for name in seldom)} = ()")
    lines += [f"        self.{name} = []" for name in (*often, "ORDER")]
    if seldom:
        lines += ["", "    def more(self):", "        self.MORE = True"]
        lines += [f"        self.{name} = []" for name in seldom]
    return "\n".join(lines)


def _class(plan: Plan, entity: EntityDef, vocabulary: Vocabulary) -> str:
    slots = ["d", "f", "g", "h", "up", "at", "iso"]
    for child in vocabulary.children_of(entity.name):
        slots += [f"L_{child.name}", f"N_{child.name}"] if child.many else [f"S_{child.name}"]
    for concept in plan.concepts_of(entity.name):
        if (concept.entity, concept.name) in plan.stored:
            slots += [f"C_{local(concept.name)}", f"C_{high(concept.name)}"]
    slots += [f"k{number}" for number, _ in enumerate(b for b in plan.blocks if b.entity == entity.name)]
    return f"class E_{entity.name}(_Placed):\n    __slots__ = ({', '.join(map(repr, slots))},)"


class _Maker:
    """Writes the function that makes an instance of one entity, and of all that is below it.

    `iso` is the date of the parent, '' while that is not known. `named` is told where the instance may be the nameless
    member of an unknown list, or below one.
    """

    def __init__(
        self, plan: Plan, vocabulary: Vocabulary, bare: frozenset[str], more: frozenset[str], entity: EntityDef
    ) -> None:
        self.plan, self.vocabulary, self.bare, self.more, self.entity = plan, vocabulary, bare, more, entity

    def source(self) -> str:
        """`make_ENTITY`."""
        entity, rule, tells = self.entity, self.entity.law_time, self.entity.name in self.plan.nameless
        children = self.vocabulary.children_of(entity.name)
        lines = [f"def make_{entity.name}(d, up, iso, at, run{', named' if tells else ''}):"]
        if entity.name in self.more:
            lines.append("    if not run.MORE: run.more()")
        lines += [f"    r = E_{entity.name}()", f"    run.{entity.name}.append(r)", "    r.d, r.up, r.at = d, up, at"]
        if self.plan.posts[entity.name]:
            lines.append("    if named: run.ORDER.append(r)" if tells else "    run.ORDER.append(r)")
        if any(child.many and child.name not in self.bare for child in children):
            lines.append("    r.h = {}")
        if rule is not None and not rule.fact and not rule.from_above:
            _, member = rule.list_of(entity.name)
            dated = next(child for child in children if child.member == member)
            before = [child for child in children[: children.index(dated)] if self._has_posts(child)]
            for child in before:
                lines += self._child(child, "''")
            lines += ["    run.LATE = True"] if before else []
            lines += self._dated_child(rule, dated)
            children = [child for child in children if child is not dated and child not in before]
        else:
            lines += self._own_date(rule, tells)
        lines.append("    r.iso = iso")
        if rule is not None and (tells or not rule.fact) and entity is not self.plan.root:
            lines.append("    if not iso: run.LATE = True")
        for child in children:
            lines += self._child(child, "iso")
        return "\n".join([*lines, "    return r"])

    def _has_posts(self, child: EntityDef) -> bool:
        """Itself or below it; posts are in the order of the document."""
        below = (name for name, posts in self.plan.posts.items() if posts)
        return any(child.name in self.vocabulary.ancestors(name) for name in below)

    @staticmethod
    def _own_date(rule: LawTime | None, tells: bool) -> list[str]:
        if rule is None:
            return []
        if rule.fact:
            return [f"    if named: iso = d[{rule.fact!r}]" if tells else f"    iso = d[{rule.fact!r}]"]
        return ["    iso = ''"]

    def _child(self, child: EntityDef, iso: str, *, dates: bool = False) -> list[str]:
        """What stands below; `dates`: of a list, the last date in it too."""
        is_bare, tells = child.name in self.bare, child.name in self.plan.nameless
        above = "named" if self.entity.name in self.plan.nameless else "True"
        if not child.many:
            given = f"d.get({child.member!r}, _NOTHING)"
            place = f"(at, '/{child.member}', '')"
            made = given if is_bare else self._made(child, given, iso, place, above if tells else "")
            return [f"    r.S_{child.name} = {made}"]
        listed = f"r.L_{child.name}"
        if is_bare and child.content:
            return [f"    {listed} = d.get({child.member!r}, ())"]
        if is_bare:
            return [
                f"    {listed} = d.get({child.member!r})",
                f"    if {listed} is None: r.N_{child.name} = (_NOTHING,)",
            ]
        one = self._made(child, "m", iso, self._place(child, "n"), above if tells else "")
        given = f"{child.member!r} in d and d[{child.member!r}]"
        lines = [
            f"    given = {given if child.content else f'd.get({child.member!r})'}",
            "    if given:",
            f"        {listed} = members = []",
            "        n = 0",
            "        for m in given:",
            f"            m = {one}",
            "            members.append(m)",
            *(["            if m.iso > iso: iso = m.iso"] if dates else []),
            "            n += 1",
        ]
        if child.content:
            return [*lines, f"    else: {listed} = ()"]
        nameless = self._made(child, "_NOTHING", iso, self._place(child, "'-'"), "False")
        return [
            *lines,
            "    elif given is None:",
            f"        {listed} = None",
            f"        r.N_{child.name} = ({nameless},)",
            f"    else: {listed} = ()",
        ]

    def _dated_child(self, rule: LawTime, child: EntityDef) -> list[str]:
        """A list of its own, and the first or the last date in it."""
        if rule.last_of:
            return ["    iso = ''", *self._child(child, "''", dates=True)]
        return [*self._child(child, "''"), f"    iso = min([m.iso for m in r.L_{child.name}], default='')"]

    @staticmethod
    def _place(child: EntityDef, number: str) -> str:
        return f"(at, '/{child.member}/', {number})"

    @staticmethod
    def _made(child: EntityDef, given: str, iso: str, place: str, named: str) -> str:
        return f"make_{child.name}({given}, r, {iso}, {place}, run{', ' + named if named else ''})"


def _build(plan: Plan, made: list[EntityDef], vocabulary: Vocabulary) -> str:
    root = plan.root
    lines = ["def build(data):", "    run = Run()", f"    make_{root.name}(data, None, '', None, run)"]
    late = [f"    {line}" for entity in made for line in _dated(plan, entity, vocabulary)]
    if late:
        lines += ["    if run.LATE:", *late]
    for entity in made:
        if any(fact.setting for fact in vocabulary.facts_of(entity.name)):
            lines.append(f"    for r in run.{entity.name}: r.d = _with_settings_{entity.name}(r)")
    return "\n".join([*lines, "    return run"])


def _dated(plan: Plan, entity: EntityDef, vocabulary: Vocabulary) -> list[str]:
    """The law dates of the instances that do not have their own: a list that has the date was empty, or came later."""
    rule, lines = entity.law_time, list[str]()
    if entity is plan.root:
        return lines
    if rule is None:
        return [f"    for r in run.{entity.name}: r.iso = r.up.iso"]
    if rule.from_above:
        owner, member = rule.list_of(entity.name)
        child = next(item for item in vocabulary.children_of(owner) if item.member == member)
        ups = "r" + ".up" * vocabulary.ancestors(entity.name).index(owner)
        pick = "min" if rule.first_of else "max"
        lines.append(f"    for r in run.{entity.name}:")
        lines.append(f"        r.iso = {pick}([m.iso for m in {ups}.L_{child.name}], default='')")
    lines.append(f"    for r in run.{entity.name}:")
    lines.append("        if not r.iso: r.iso = r.up.iso")
    return lines
