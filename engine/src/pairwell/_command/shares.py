"""The shares that made-up teachers of England are drawn by, each beside its source.

What is published is taken as published:

- phases: Department for Education, "School workforce in England", 2024/25 (468,258 full-time
  equivalents: 215,632 nursery and primary, 219,000 secondary, 29,200 special and alternative
  provision), at https://explore-education-statistics.service.gov.uk
- subjects of secondary teachers: head counts of the same census, 2024/25
- regions: pupils on roll of state-funded schools in the Department's register "Get Information
  about Schools", which stands in for teachers: they are not published by region in full

Everything else is assumed, and named so where it stands.
"""

PHASES = {"early_years_primary": 215_632, "secondary": 219_000, "special": 29_200}
SECONDARY_SUBJECTS = {
    "english": 41_293,
    "mathematics": 37_835,
    "science": 36_753,
    "pshe": 35_988,
    "pe": 24_288,
    "history": 18_630,
    "geography": 18_090,
    "religious_education": 16_842,
    "technology": 13_630,
    "art": 12_714,
    "french": 11_616,
    "social_studies": 10_096,
    "spanish": 9_538,
    "business": 9_331,
    "drama": 9_199,
    "computing": 8_185,
    "biology": 8_167,
    "music": 7_610,
    "chemistry": 7_245,
    "design_and_technology": 7_203,
    "physics": 6_242,
    "ict": 5_530,
    "media": 3_945,
    "citizenship": 3_941,
    "german": 2_955,
}
SUBJECT_GROUPS = {
    "science": ("biology", "chemistry", "physics"),
    "languages": ("french", "spanish", "german"),
    "humanities": ("history", "geography", "religious_education"),
    "design": ("technology", "design_and_technology"),
    "digital": ("computing", "ict"),
    "society": ("social_studies", "citizenship", "pshe"),
    "stage_and_screen": ("drama", "media", "music"),
}
REGIONS = {
    "london": 16.6,
    "north_west": 13.7,
    "south_east": 13.5,
    "east_of_england": 12.1,
    "yorkshire_and_the_humber": 10.5,
    "west_midlands": 10.4,
    "south_west": 9.6,
    "east_midlands": 9.1,
    "north_east": 4.5,
}
NEAR_REGIONS = {
    "london": ("south_east", "east_of_england"),
    "north_west": ("yorkshire_and_the_humber", "west_midlands"),
    "south_east": ("south_west", "east_of_england"),
    "yorkshire_and_the_humber": ("north_east", "east_midlands"),
    "west_midlands": ("east_midlands", "south_west"),
    "east_midlands": ("east_of_england",),
}
TOWNS = {
    "london": ((51.51, -0.13), (51.54, 0.0), (51.46, -0.12), (51.59, -0.1), (51.38, -0.1)),
    "north_west": ((53.48, -2.24), (53.41, -2.98), (53.76, -2.7), (54.89, -2.93)),
    "south_east": ((50.82, -0.14), (51.45, -0.97), (50.9, -1.4), (51.28, 1.08), (51.75, -1.26)),
    "east_of_england": ((52.63, 1.3), (52.2, 0.12), (51.88, 0.9), (51.88, -0.42)),
    "yorkshire_and_the_humber": ((53.8, -1.55), (53.38, -1.47), (53.74, -0.33), (53.96, -1.08)),
    "west_midlands": ((52.48, -1.9), (52.41, -1.51), (53.0, -2.18), (52.19, -2.22)),
    "south_west": ((51.45, -2.59), (50.37, -4.14), (50.72, -3.53), (50.72, -1.88)),
    "east_midlands": ((52.95, -1.15), (52.64, -1.13), (53.23, -0.54), (52.24, -0.9)),
    "north_east": ((54.97, -1.61), (54.57, -1.23), (54.9, -1.38)),
}

# Assumed: how the rest of a workforce spreads over stages, and who signs up as what.
STAGES = {
    "early_career": 1,
    "recently_qualified": 2,
    "experienced": 3,
    "middle": 4,
    "senior": 5,
    "head": 6,
}
MENTEE_STAGES = {
    "early_career": 55,
    "recently_qualified": 20,
    "experienced": 15,
    "middle": 7,
    "senior": 3,
}
MENTOR_STAGES = {"recently_qualified": 5, "experienced": 45, "middle": 32, "senior": 14, "head": 4}
YEARS = {1: (0, 2), 2: (2, 5), 3: (5, 20), 4: (5, 25), 5: (8, 30), 6: (12, 35)}

# Assumed: what people want and offer, with its weight.
TOPICS = {
    "behaviour": 30,
    "workload": 24,
    "planning": 18,
    "assessment": 14,
    "send": 16,
    "subject": 18,
    "wellbeing": 14,
    "questioning": 10,
    "feedback": 10,
    "parents": 9,
    "adaptive_teaching": 12,
    "leadership": 10,
    "career": 12,
    "research": 5,
    "pastoral": 8,
    "literacy": 7,
    "curriculum": 9,
    "confidence": 12,
    "routines": 11,
    "relationships": 8,
}
HELPS = {"support": 30, "guidance": 28, "coaching": 22, "critical_friend": 12, "friendship": 8}
CONTEXTS = {"urban": 40, "rural": 18, "coastal": 12, "small": 14, "high_need": 22, "faith": 18}
DAYS = {"mon": 10, "tue": 11, "wed": 11, "thu": 10, "fri": 6, "sat": 2, "sun": 4}
TIMES = {"early": 2, "lunch": 3, "after_school": 10, "evening": 8}
SLOTS = {f"{day}_{time}": a * b for day, a in DAYS.items() for time, b in TIMES.items()}
THEMES = {f"theme_{number}": 40 - number for number in range(30)}
CONTACT = {"online": 45, "online;in_person": 45, "in_person": 10}
PLACES = {1: 55, 2: 28, 3: 12, 4: 5}

# Assumed: the share who leave a question open.
BLANK = {
    "subjects": 0.03,
    "phases": 0.03,
    "region": 0.04,
    "stage_rank": 0.05,
    "school": 0.05,
    "years": 0.08,
    "topics": 0.1,
    "helps": 0.12,
    "contact": 0.08,
    "contexts": 0.3,
    "availability": 0.25,
    "themes": 0.45,
    "lat": 0.15,
    "max_km": 0.6,
    "wish_stage_gap": 0.7,
}

PEOPLE_A_SCHOOL = 19
SCHOOLS_A_TRUST = 9
IN_NO_TRUST = 0.4
SPREAD = 0.18  # degrees around a town
