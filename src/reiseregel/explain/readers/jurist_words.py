"""Words that only the explanation for the jurist has."""

from __future__ import annotations

from reiseregel.errors import Text

LAW = Text("Loven som gjelder", "Lova som gjeld", "The law that applies")
LAW_OF = Text(
    "Loven slik den lød {}: post {}.", "Lova slik ho lydde {}: post {}.", "The law as it stood on {}: item {}."
)
COVERED = Text("Reglene her dekker {} til {}.", "Reglane her dekkjer {} til {}.", "The rules here cover {} to {}.")
TREE = Text("Regler og opplysninger", "Reglar og opplysningar", "Rules and facts")
MAIN_RULE = Text("hovedregelen", "hovudregelen", "main rule")
EXCEPTION = Text("unntaket {}", "unntaket {}", "exception {}")
NOT_MADE = Text("Unntak som ikke gjelder:", "Unntak som ikkje gjeld:", "Exceptions that do not apply:")
NO_RULE = Text("ingen regel på denne datoen", "ingen regel på denne datoen", "no rule on this date")
OPEN_RULE = Text(
    "det er åpent hvilken regel som avgjør", "det er ope kva regel som avgjer", "which rule decides is open"
)
ALWAYS = Text("gjelder hele perioden", "gjeld heile perioden", "holds for the whole period")
SINCE = Text("gjelder fra {}", "gjeld frå {}", "holds from {}")
BETWEEN = Text("gjelder fra {} til {}", "gjeld frå {} til {}", "holds from {} to {}")
STATUS = {
    "bekreftet": Text("bekreftet", "stadfesta", "confirmed"),
    "foreloepig": Text("foreløpig", "førebels", "provisional"),
    "avklart": Text("avklart", "avklart", "settled"),
    "praksis": Text("følger praksis", "følgjer praksis", "follows practice"),
    "aapen": Text("ikke avklart", "ikkje avklart", "not settled"),
}
READINGS = Text("Lesninger av loven", "Lesingar av lova", "Readings of the law")
BASIS = Text("Grunnlag: {}", "Grunnlag: {}", "Basis: {}")
OTHER = Text("Alternativ: {} [{}]", "Alternativ: {} [{}]", "Alternative: {} [{}]")
REJECTED = Text("Forkastet: {}: {}", "Forkasta: {}: {}", "Rejected: {}: {}")
