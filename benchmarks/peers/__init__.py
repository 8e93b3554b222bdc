"""One small travel rule set in reiseregel, in its peers and by hand: proven equal, then timed in one run.

One journey a case, every fact known, and the same whole numbers everywhere (øre, metres, days, years): four grounds to
refuse with their exceptions, the road that counts, a rate for each kilometre or a receipt or a fare, parking and toll,
the patient's own charge, the least that is paid; outcome, amount and leading reason. The law it is cut from is larger
and other; nothing here is in force.

`cases` makes the cases. Every `in_*` decides them: `decide(case)` gives outcome, øre and reason, `on_table(columns)` a
function that decides the whole table. `peers` lists them, `equal` holds them against `in_python`, `run` times them. A
new peer is one module and one line in `peers`.
"""
