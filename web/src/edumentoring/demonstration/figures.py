"""Published figures that the fictional people are drawn from, each with its source.

Shares of our own making are marked so: nobody publishes who asks for a mentor.
"""

# Full-time equivalent teachers in England, 2024/25, by kind of school.
# School workforce in England, Department for Education (Open Government Licence v3.0):
# explore-education-statistics.service.gov.uk/find-statistics/school-workforce-in-england/2024
TEACHERS_BY_SETTING = {"primary": 215_632, "secondary": 219_000, "special": 29_200}

# Teachers in secondary schools by subject taught, headcount, 2024/25, from the same release as
# printed at johnohowson.com/tag/recruitment/page/4. One person may teach several.
SECONDARY_TEACHERS_BY_SUBJECT = {
    "english": 41_293,
    "maths": 37_835,
    "science": 36_753,
    "pshe": 35_988,
    "pe": 24_288,
    "history": 18_630,
    "geography": 18_090,
    "languages": 17_986,
    "re": 16_842,
    "dt": 13_630 + 7_203,
    "art": 12_714,
    "french": 11_616,
    "sociology": 10_096,
    "spanish": 9_538,
    "business": 9_331,
    "drama": 9_199,
    "computing": 8_185 + 5_530,
    "biology": 8_167,
    "music": 7_610,
    "chemistry": 7_245,
    "physics": 6_242,
    "media": 3_945,
    "citizenship": 3_941,
    "german": 2_955,
}

# Pupils on roll in state-funded schools of England, per cent, 2021 (the register of schools,
# Department for Education, Open Government Licence v3.0), standing in for teachers. The other
# nations and those abroad are of our own making.
PEOPLE_BY_REGION = {
    "london": 16.6,
    "north_west": 13.7,
    "south_east": 13.5,
    "east": 12.1,
    "yorkshire": 10.5,
    "west_midlands": 10.4,
    "south_west": 9.6,
    "east_midlands": 9.1,
    "north_east": 4.5,
    "wales": 3.0,
    "scotland": 1.5,
    "northern_ireland": 1.0,
    "overseas": 0.8,
    "islands": 0.4,
}

# Pupils entitled to free school meals: the quartiles of schools, per cent (same register).
FREE_MEALS_QUARTILES = (13.0, 22.5, 36.8)

# Of our own making: who asks and who offers in an open scheme, by career stage.
MENTEES_BY_STAGE = {
    "ect1": 25,
    "ect2": 16,
    "trainee": 12,
    "rqt": 14,
    "teacher": 11,
    "middle_leader": 9,
    "senior_leader": 4,
    "head": 2,
    "returner": 3,
    "supply": 2,
    "overseas": 1,
    "student": 1,
}
MENTORS_BY_STAGE = {
    "teacher": 34,
    "middle_leader": 31,
    "senior_leader": 17,
    "head": 6,
    "teacher_educator": 6,
    "rqt": 4,
    "system": 2,
}
PLACES = {1: 69, 2: 23, 3: 5, 4: 3}  # a few fewer than are asked for, as in most schemes
YEARS_BY_STAGE = {
    "student": (0, 0),
    "trainee": (0, 0),
    "ect1": (0, 1),
    "ect2": (1, 2),
    "rqt": (2, 5),
    "teacher": (5, 24),
    "middle_leader": (5, 22),
    "senior_leader": (8, 28),
    "head": (11, 33),
    "system": (16, 34),
    "teacher_educator": (9, 30),
    "returner": (3, 15),
    "supply": (1, 25),
    "overseas": (2, 14),
}
