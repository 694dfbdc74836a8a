// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

// Lists the data that Fake selects from. Changing, adding or reordering an entry changes the data
// of every seed.
namespace traffic::detail::fake_tables {

// The names include apostrophes, hyphens and accents, because real names have them and they reveal
// encoding faults.
inline constexpr auto kFirstNames = std::to_array<std::string_view>(
    {"Ada",     "Agnes",    "Aisha",   "Alan",   "Alejandro", "Amara",     "Amir",   "Anja",
     "Anna",    "Arjun",    "Barbara", "Bashir", "Beatriz",   "Björn",     "Bruno",  "Camille",
     "Carlos",  "Chen",     "Chloé",   "Claire", "Daniel",    "David",     "Deepa",  "Diego",
     "Dorothy", "Edsger",   "Elena",   "Emeka",  "Emma",      "Erik",      "Fatima", "Felix",
     "Frances", "Freya",    "George",  "Giulia", "Grace",     "Hana",      "Hassan", "Hedy",
     "Henrik",  "Ingrid",   "Isabel",  "Ivan",   "Jack",      "James",     "Jin",    "Joan",
     "Johan",   "José",     "Julia",   "Kai",    "Karen",     "Katarina",  "Kenji",  "Kwame",
     "Laila",   "Lars",     "Leila",   "Leo",    "Linnea",    "Liam",      "Lucia",  "Magda",
     "Marco",   "Margaret", "Maria",   "Mateo",  "Mei",       "Mohammed",  "Nadia",  "Naomi",
     "Nikolai", "Noah",     "Nora",    "Olivia", "Omar",      "Oscar",     "Paulo",  "Petra",
     "Priya",   "Rafael",   "Rosa",    "Ruth",   "Samuel",    "Sanjay",    "Sara",   "Sofia",
     "Stefan",  "Tariq",    "Tessa",   "Thomas", "Tomás",     "Valentina", "Victor", "Wei",
     "Yara",    "Yuki",     "Zainab",  "Zoë"});

inline constexpr auto kLastNames = std::to_array<std::string_view>(
    {"Adeyemi",   "Ahmed",    "Almeida",     "Andersson", "Bakker",    "Bauer",    "Becker",
     "Bianchi",   "Brown",    "Campbell",    "Castillo",  "Chandra",   "Chen",     "Clarke",
     "Costa",     "Diaz",     "Dijkstra",    "Dubois",    "Eriksen",   "Evans",    "Fernandez",
     "Fischer",   "Fontaine", "Fujita",      "Garcia",    "Gonzalez",  "Gupta",    "Haddad",
     "Hamilton",  "Hansen",   "Hernandez",   "Hoffmann",  "Hopper",    "Hughes",   "Ibrahim",
     "Ito",       "Ivanova",  "Jackson",     "Janssen",   "Jensen",    "Johnson",  "Jones",
     "Kaya",      "Keller",   "Khan",        "Kim",       "Kobayashi", "Kowalski", "Kumar",
     "Larsen",    "Laurent",  "Lee",         "Li",        "Lindqvist", "Lopez",    "Lovelace",
     "MacDonald", "Martin",   "Mbeki",       "Mendoza",   "Meyer",     "Molina",   "Moreau",
     "Müller",    "Mwangi",   "Nakamura",    "Nguyen",    "Nielsen",   "Novak",    "Núñez",
     "O'Brien",   "O'Connor", "Okafor",      "Olsen",     "Ortiz",     "Owusu",    "Park",
     "Patel",     "Petrov",   "Popescu",     "Ramirez",   "Rao",       "Reyes",    "Ricci",
     "Romano",    "Rossi",    "Saint-Clair", "Santos",    "Sato",      "Schmidt",  "Schneider",
     "Silva",     "Singh",    "Smith",       "Sokolova",  "Suzuki",    "Tanaka",   "Taylor",
     "Thompson",  "Torres",   "Turing",      "Van Dam",   "Vasquez",   "Virtanen", "Walker",
     "Wang",      "Weber",    "Williams",    "Wilson",    "Wójcik",    "Yamamoto", "Yilmaz",
     "Young",     "Zhang",    "Zhou"});

inline constexpr auto kStreetNames = std::to_array<std::string_view>(
    {"Acacia", "Airport", "Bridge",  "Canal",   "Cedar",  "Chestnut", "Church",   "Elm",
     "Garden", "Harbour", "Hazel",   "High",    "Hill",   "Juniper",  "King",     "Lake",
     "Laurel", "Liberty", "Lincoln", "Maple",   "Market", "Meadow",   "Mill",     "North",
     "Oak",    "Orchard", "Park",    "Pine",    "Poplar", "Quarry",   "Queen",    "River",
     "School", "South",   "Spring",  "Station", "Sunset", "Valley",   "Victoria", "Willow"});

inline constexpr auto kStreetKinds =
    std::to_array<std::string_view>({"Avenue", "Boulevard", "Court", "Drive", "Lane", "Road",
                                     "Square", "Street", "Terrace", "Way"});

inline constexpr auto kCities = std::to_array<std::string_view>(
    {"Amsterdam",  "Athens",     "Auckland",  "Austin",    "Barcelona", "Bergen",     "Berlin",
     "Bogotá",     "Boston",     "Bristol",   "Brussels",  "Budapest",  "Cape Town",  "Chicago",
     "Cologne",    "Copenhagen", "Denver",    "Dublin",    "Edinburgh", "Florence",   "Geneva",
     "Ghent",      "Hamburg",    "Helsinki",  "Istanbul",  "Kraków",    "Kyoto",      "Lagos",
     "Lima",       "Lisbon",     "Ljubljana", "Lyon",      "Madrid",    "Manchester", "Melbourne",
     "Montréal",   "Mumbai",     "Munich",    "Nairobi",   "Osaka",     "Oslo",       "Paris",
     "Porto",      "Prague",     "Riga",      "Rome",      "Rotterdam", "San Diego",  "Santiago",
     "Seattle",    "Seoul",      "Seville",   "Singapore", "Stockholm", "Tallinn",    "Tokyo",
     "Toronto",    "Turin",      "Utrecht",   "Valencia",  "Vancouver", "Vienna",     "Warsaw",
     "Wellington", "Zagreb",     "Zürich"});

inline constexpr auto kCountries = std::to_array<std::string_view>(
    {"AR", "AT", "AU", "BE", "BR", "CA", "CH", "CL", "CO", "CZ", "DE", "DK", "EE", "ES",
     "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IN", "IT", "JP", "KE", "KR", "LV", "MX",
     "NG", "NL", "NO", "NZ", "PE", "PL", "PT", "RO", "SE", "SG", "SI", "TR", "US", "ZA"});

inline constexpr auto kCompanyKinds = std::to_array<std::string_view>(
    {"Analytics", "Brothers", "Consulting", "Foods", "Group", "Holdings", "Industries", "Labs",
     "Logistics", "Motels", "Partners", "Robotics", "Software", "Supply", "Systems", "Textiles"});

inline constexpr auto kAreaCodes = std::to_array<std::string_view>(
    {"201", "202", "206", "212", "213", "303", "305", "312", "404", "415", "503", "512", "602",
     "617", "702", "713", "808", "901"});

inline constexpr auto kWords = std::to_array<std::string_view>(
    {"account", "after",  "amber",   "anchor", "answer",  "basket",  "before",  "blue",    "border",
     "bright",  "bucket", "button",  "candle", "carbon",  "careful", "carry",   "change",  "circle",
     "clear",   "cloud",  "copper",  "corner", "cotton",  "crystal", "delta",   "desk",    "double",
     "early",   "engine", "evening", "fabric", "family",  "field",   "finger",  "forest",  "frame",
     "garden",  "gentle", "glass",   "golden", "grain",   "green",   "hammer",  "harbour", "honest",
     "island",  "jacket", "kettle",  "ladder", "lantern", "large",   "leather", "lemon",   "letter",
     "linen",   "little", "marble",  "market", "meadow",  "mirror",  "modern",  "morning", "narrow",
     "number",  "ocean",  "open",    "orange", "paper",   "pattern", "pepper",  "picture", "pillow",
     "plain",   "planet", "pocket",  "quiet",  "rapid",   "record",  "ribbon",  "river",   "saddle",
     "sample",  "season", "shadow",  "silver", "simple",  "slow",    "spring",  "station", "steady",
     "stone",   "summer", "table",   "timber", "travel",  "valley",  "velvet",  "village", "walnut",
     "window",  "winter", "wooden",  "yellow", "zinc"});

}  // namespace traffic::detail::fake_tables
