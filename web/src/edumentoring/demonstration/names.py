"""Names of many origins. First and last names are common ones, put together by chance."""

from random import Random

# Group: weight, first names, last names.
GROUPS: dict[str, tuple[int, tuple[str, ...], tuple[str, ...]]] = {
    "british": (
        46,
        (
            *("Alice", "Amy", "Beth", "Charlotte", "Chloe", "Daisy", "Eleanor", "Ellie", "Emily"),
            *("Emma", "Fiona", "Gemma", "Georgia", "Grace", "Hannah", "Harriet", "Heather"),
            *("Jane", "Jess", "Jo", "Karen", "Katie", "Laura", "Lauren", "Lucy", "Lynne", "Megan"),
            *("Molly", "Natalie", "Nicola", "Olivia", "Paula", "Rachel", "Rebecca", "Rosie"),
            *("Ruth", "Sally", "Sam", "Sarah", "Sophie", "Susan", "Tracy", "Vicky", "Zoë"),
            *("Adam", "Alex", "Andy", "Ben", "Callum", "Chris", "Dan", "David", "Ed", "George"),
            *("Harry", "Jack", "James", "Jamie", "Joe", "Josh", "Luke", "Mark", "Matt", "Mike"),
            *("Neil", "Nick", "Oliver", "Paul", "Phil", "Rob", "Simon", "Steve", "Tim", "Will"),
        ),
        (
            *("Adams", "Allen", "Atkinson", "Bailey", "Baker", "Barker", "Barnes", "Bennett"),
            *("Booth", "Brooks", "Butler", "Carter", "Chapman", "Clarke", "Cole", "Cook", "Cooper"),
            *("Dawson", "Dixon", "Ellis", "Fisher", "Fletcher", "Foster", "Gibson", "Graham"),
            *("Grant", "Green", "Hall", "Harper", "Harrison", "Hart", "Holmes", "Hudson", "Hunt"),
            *("Jackson", "Johnson", "Kaye", "King", "Knight", "Lawson", "Lowe", "Marshall"),
            *("Mason", "Mills", "Moore", "Newton", "Palmer", "Parker", "Pearson", "Porter"),
            *("Reid", "Robinson", "Shaw", "Simpson", "Spencer", "Stone", "Sutton", "Taylor"),
            *("Thorpe", "Turner", "Walker", "Ward", "Watson", "Webb", "Wilson", "Wright", "Young"),
        ),
    ),
    "welsh": (
        7,
        (
            *("Bethan", "Carys", "Cerys", "Eirlys", "Ffion", "Gwen", "Lowri", "Mali", "Nerys"),
            *("Non", "Rhian", "Seren", "Siân", "Aled", "Dafydd", "Emyr", "Gareth", "Gethin"),
            *("Huw", "Ieuan", "Iwan", "Owain", "Rhodri", "Rhys", "Tomos"),
        ),
        (
            *("Bevan", "Bowen", "Davies", "Evans", "Griffiths", "Gwynne", "Hughes", "Jenkins"),
            *("Jones", "Lewis", "Lloyd", "Morgan", "Owen", "Parry", "Powell", "Prosser", "Pugh"),
            *("Rees", "Roberts", "Thomas", "Vaughan", "Williams"),
        ),
    ),
    "irish": (
        6,
        (
            *("Aoife", "Bríd", "Caoimhe", "Ciara", "Clodagh", "Gráinne", "Niamh", "Orla"),
            *("Róisín", "Saoirse", "Sinéad", "Una", "Ciarán", "Conor", "Declan", "Eoin", "Fergal"),
            *("Liam", "Oisín", "Pádraig", "Séamus"),
        ),
        (
            *("Brennan", "Byrne", "Doherty", "Doyle", "Flynn", "Gallagher", "Kavanagh", "Kelly"),
            *("McCarthy", "McGrath", "McLaughlin", "Murphy", "Nolan", "O'Brien", "O'Connor"),
            *("O'Donnell", "O'Neill", "O'Sullivan", "Quinn", "Ryan", "Sweeney", "Walsh"),
        ),
    ),
    "scottish": (
        5,
        (
            *("Ailsa", "Catriona", "Eilidh", "Iona", "Isla", "Kirsty", "Mairi", "Morag", "Shona"),
            *("Alasdair", "Calum", "Ewan", "Fraser", "Hamish", "Iain", "Lachlan", "Rory"),
        ),
        (
            *("Buchanan", "Cameron", "Campbell", "Drummond", "Ferguson", "Fraser", "Kerr"),
            *("MacDonald", "MacKay", "MacLeod", "McIntyre", "Munro", "Murray", "Ross", "Stewart"),
        ),
    ),
    "south_asian": (
        16,
        (
            *("Aisha", "Amina", "Anjali", "Asma", "Deepa", "Farah", "Fatima", "Harpreet", "Iqra"),
            *("Jasmin", "Kavita", "Khadija", "Kiran", "Maryam", "Meera", "Nadia", "Nasreen"),
            *("Neha", "Nisha", "Parveen", "Pooja", "Priya", "Rabia", "Rukhsana", "Samina"),
            *("Shreya", "Simran", "Sumaiya", "Sunita", "Tahira", "Zainab", "Ahmed", "Ali"),
            *("Amit", "Arjun", "Bilal", "Gurpreet", "Hamza", "Hassan", "Imran", "Jaspal"),
            *("Mohammed", "Omar", "Rajesh", "Ravi", "Sanjay", "Tariq", "Usman", "Vikram", "Yusuf"),
        ),
        (
            *("Ahmed", "Akhtar", "Ali", "Begum", "Bhatt", "Chaudhry", "Chowdhury", "Das", "Desai"),
            *("Dhillon", "Gill", "Gupta", "Hussain", "Iqbal", "Islam", "Joshi", "Kapoor", "Kaur"),
            *("Khan", "Khatun", "Mahmood", "Malik", "Mehta", "Miah", "Mirza", "Nair", "Patel"),
            *("Perera", "Qureshi", "Rahman", "Rao", "Sandhu", "Shah", "Sharma", "Siddiqui"),
            *("Singh", "Sivakumar", "Uddin", "Verma"),
        ),
    ),
    "west_african": (
        6,
        (
            *("Abena", "Adaeze", "Adwoa", "Akua", "Ama", "Amarachi", "Bukola", "Chiamaka", "Efua"),
            *("Folake", "Funmilayo", "Ifeoma", "Ngozi", "Nneka", "Temitope", "Yewande", "Chidi"),
            *("Chukwuemeka", "Ebo", "Emeka", "Femi", "Kofi", "Kwabena", "Kwame", "Obinna"),
            *("Olumide", "Segun", "Tunde", "Yaw"),
        ),
        (
            *("Adebayo", "Adeyemi", "Agyeman", "Akinola", "Asante", "Balogun", "Boateng", "Danso"),
            *("Eze", "Ibrahim", "Mensah", "Nwosu", "Obi", "Ogunleye", "Okafor", "Okonkwo"),
            *("Okoro", "Osei", "Owusu", "Oyelaran", "Uche"),
        ),
    ),
    "caribbean": (
        4,
        (
            *("Aaliyah", "Chantelle", "Denise", "Jada", "Kezia", "Marcia", "Monique", "Rochelle"),
            *("Shanice", "Tanisha", "Andre", "Curtis", "Delroy", "Jermaine", "Leon", "Marlon"),
        ),
        (
            *("Bailey", "Blackwood", "Bogle", "Campbell", "Francis", "Gayle", "Gordon", "Grant"),
            *("Joseph", "Morrison", "Pinnock", "Pryce", "Reid", "Samuels", "Wynter"),
        ),
    ),
    "polish": (
        5,
        (
            *("Agnieszka", "Anna", "Ewa", "Joanna", "Kasia", "Magda", "Małgorzata", "Ola"),
            *("Zofia", "Jakub", "Marcin", "Paweł", "Piotr", "Tomasz"),
        ),
        (
            *("Kamińska", "Kowalska", "Kowalski", "Lewandowska", "Nowak", "Pawłowska", "Sikora"),
            *("Wójcik", "Zając", "Zieliński", "Żak"),
        ),
    ),
    "east_asian": (
        5,
        (
            *("Hui", "Jia", "Kelly", "Li", "Ling", "Mei", "Min", "Vivian", "Xin", "Yan", "Ying"),
            *("Hao", "Jun", "Kenji", "Wei", "Winston"),
        ),
        (
            *("Chan", "Chen", "Cheung", "Ho", "Huang", "Kim", "Lam", "Lau", "Lee", "Li", "Lin"),
            *("Nguyen", "Tanaka", "Tran", "Wang", "Wong", "Wu", "Yeung", "Zhang"),
        ),
    ),
    "other": (
        6,
        (
            *("Ana", "Bianca", "Carmen", "Chiara", "Elena", "Eleni", "Hanna", "Ioana", "Leila"),
            *("Lucía", "Marta", "Nour", "Rana", "Sofia", "Yasmin", "Ángel", "Andrei", "Dimitris"),
            *("Farid", "João", "Karim", "Luca", "Matteo", "Mehmet", "Miguel", "Reza"),
        ),
        (
            *("Aydın", "Costa", "da Silva", "Fernández", "García", "Haddad", "Hosseini", "Ionescu"),
            *("Ivanova", "Karimi", "Müller", "Nikolaou", "Oliveira", "Papadopoulou", "Petrova"),
            *("Popescu", "Rossi", "Santos", "van der Berg", "Yılmaz"),
        ),
    ),
}

# Whole names of which not everybody has two, or not in these letters.
WHOLE = ("Thandiwe", "Suryani", "Tenzin", "李娜", "王伟", "Δήμητρα Παππά", "Sukarno", "Ayesha")


def draw_name(chance: Random) -> str:
    """A whole name as its bearer would write it."""
    if chance.random() < 0.012:
        return chance.choice(WHOLE)
    group = chance.choices(list(GROUPS), [weight for weight, *_names in GROUPS.values()])[0]
    _weight, first_names, last_names = GROUPS[group]
    last = chance.choice(last_names)
    if chance.random() < 0.05:
        other = chance.choice(GROUPS["british"][2])
        last = f"{other}-{last}" if other != last else last
    return f"{chance.choice(first_names)} {last}"
