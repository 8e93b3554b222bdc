"""The rates of 2026, in øre, metres, minutes and months. Those of 2027 are carried over unchanged."""

#: § 21: øre a kilometre; § 20: the shortest reisevei; § 21 fourth ledd: beyond this the cheapest scheduled route.
PER_KM = 320
SHORTEST_M = 10_000
SCHEDULED_BEYOND_M = 300_000
#: § 21 third ledd: own boat, and snowmobile or ATV, øre a kilometre.
BOAT_PER_KM = 750
SNOWMOBILE_PER_KM = 1_000

#: § 24: for each journey, and for one to a place chosen elsewhere.
EGENANDEL = 17_100
EGENANDEL_CHOSEN_PLACE = 40_000

#: § 12: for each døgn and each night.
FOOD_PER_DAY = 28_400
NIGHT_CEILING = 73_400

#: §§ 14, 18 and 18a: øre an hour, and a day.
INJURY_PER_HOUR = 8_800
INJURY_PER_DAY = 46_100
COMPANION_PER_HOUR = 17_200
COMPANION_MINUTES = 480
POLICE_PER_HOUR = 49_600
HIRED_HELP_PER_HOUR = 5_700

#: § 25: the time limit, and the longest one.
MONTHS = 6
MONTHS_AT_MOST = 36


def for_metres(metres: int, per_km: int) -> int:
    """Øre for a length, halves up."""
    return (metres * per_km + 500) // 1_000


def for_minutes(minutes: int, per_hour: int) -> int:
    """Øre for a time, halves up."""
    return (minutes * per_hour + 30) // 60
