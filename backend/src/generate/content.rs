//! What a generated listing says: sentences put together from parts, in three languages at once.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use veiviser_migrations::facts;
use veiviser_schema::content::codes::{
    AccessibilityFeature, Anonymity, Answer, ContactKind, ContactParty, CostKind, Referral,
    Referrer, TargetGroup,
};
use veiviser_schema::content::{
    Access, Accessibility, AgeBand, Audience, ContactPoint, Cost, ListingContent, Place, Privacy,
};
use veiviser_schema::hours::{Schedule, WeekParity};
use veiviser_schema::text::LocalizedText;

use crate::seed::facts::municipality_organisation;
use crate::seed::{fictitious, hours};

const DISTRICTS: [&str; 9] = [
    "nord", "sør", "øst", "vest", "sentrum", "indre", "ytre", "øvre", "nedre",
];

const STREETS: [&str; 12] = [
    "Storgata",
    "Kirkegata",
    "Skolevegen",
    "Strandgata",
    "Torggata",
    "Bjørkealleen",
    "Rådhusgata",
    "Stasjonsvegen",
    "Havnegata",
    "Elvebakken",
    "Solsida",
    "Fjordvegen",
];

/// One thought in three languages.
type Said = [&'static str; 3];

const OFFERS: [Said; 6] = [
    [
        "Vi snakker med deg om det som er vanskelig, og finner ut sammen med deg hva som kan hjelpe.",
        "Vi snakkar med deg om det som er vanskeleg, og finn ut saman med deg kva som kan hjelpe.",
        "We talk with you about what is difficult and find out together with you what may help.",
    ],
    [
        "Du får en fast kontaktperson som følger deg opp så lenge du trenger det.",
        "Du får ein fast kontaktperson som følgjer deg opp så lenge du treng det.",
        "You get one contact person who follows up for as long as you need it.",
    ],
    [
        "Tilbudet kan gis hos oss, hjemme hos deg eller et annet sted du er trygg.",
        "Tilbodet kan bli gitt hos oss, heime hos deg eller ein annan stad du er trygg.",
        "We can meet at our place, in your home or somewhere else you feel safe.",
    ],
    [
        "Vi samarbeider med fastlegen, skolen og andre tjenester når du ønsker det.",
        "Vi samarbeider med fastlegen, skulen og andre tenester når du ønskjer det.",
        "We work with your general practitioner, school and other services when you want us to.",
    ],
    [
        "Pårørende kan også ta kontakt, alene eller sammen med den det gjelder.",
        "Pårørande kan òg ta kontakt, åleine eller saman med den det gjeld.",
        "Next of kin may also get in touch, alone or with the person concerned.",
    ],
    [
        "Vi har både individuelle samtaler, kurs og grupper.",
        "Vi har både individuelle samtalar, kurs og grupper.",
        "We offer individual conversations, courses and groups.",
    ],
];

const CONTACT: [Said; 3] = [
    [
        "Ring oss eller send en e-post. Du trenger ikke å fortelle alt første gang.",
        "Ring oss eller send ein e-post. Du treng ikkje å fortelje alt første gongen.",
        "Call us or send an e-mail. You need not tell everything the first time.",
    ],
    [
        "Du kan komme innom i åpningstiden, eller ringe og avtale en tid.",
        "Du kan komme innom i opningstida, eller ringje og avtale ei tid.",
        "You may drop in during opening hours, or call and agree on a time.",
    ],
    [
        "Send oss en melding, så ringer vi deg neste virkedag.",
        "Send oss ei melding, så ringjer vi deg neste vyrkedag.",
        "Send us a message and we will call you on the next working day.",
    ],
];

const EXPECT: [Said; 3] = [
    [
        "Du blir møtt av en som har tid til å lytte. Sammen blir dere enige om hva som skal skje videre.",
        "Du blir møtt av ein som har tid til å lytte. Saman blir de samde om kva som skal skje vidare.",
        "You will be met by someone with time to listen. Together you agree on what happens next.",
    ],
    [
        "Den første samtalen varer omtrent en time.",
        "Den første samtalen varer omtrent ein time.",
        "The first conversation takes about an hour.",
    ],
    [
        "Vi svarer som regel innen to uker, raskere når det haster.",
        "Vi svarar som regel innan to veker, raskare når det hastar.",
        "We usually answer within two weeks, sooner when it is urgent.",
    ],
];

/// Whoever is in a crisis is told to come or call now, and never to wait.
const CRISIS_CONTACT: [Said; 2] = [
    [
        "Ring oss når som helst. Er det fare for liv, ring 113.",
        "Ring oss når som helst. Er det fare for liv, ring 113.",
        "Call us at any time. If a life is in danger, call 113.",
    ],
    [
        "Ring før du kommer hvis du kan. Du kan også komme rett hit.",
        "Ring før du kjem om du kan. Du kan òg kome rett hit.",
        "Call before you come if you can. You may also come straight here.",
    ],
];

const CRISIS_EXPECT: [Said; 2] = [
    [
        "Du får snakke med noen med en gang.",
        "Du får snakke med nokon med ein gong.",
        "You will talk to somebody at once.",
    ],
    [
        "Vi hjelper deg med det som haster først, og finner ut sammen med deg hva som skal skje videre.",
        "Vi hjelper deg med det som hastar først, og finn ut saman med deg kva som skal skje vidare.",
        "We help with what is urgent first, and find out together with you what happens next.",
    ],
];

fn said([nb, nn, en]: Said) -> LocalizedText {
    LocalizedText::new(nb, nn, en)
}

fn pick<T: Copy>(random: &mut StdRng, choices: &[T]) -> Option<T> {
    choices.choose(random).copied()
}

/// The content of one listing. `area` begins with `place`.
pub fn of(
    random: &mut StdRng,
    place: &facts::Municipality,
    area: &[&facts::Municipality],
    kind: &facts::ServiceType,
    round: usize,
) -> ListingContent {
    // What no municipality offers is not the municipality's; who owns it is not known here.
    let municipal = kind.levels.iter().any(|level| level == "MUNICIPAL");
    let owner = place
        .number
        .parse()
        .ok()
        .filter(|_| municipal)
        .map(|number| municipality_organisation(&number).to_string());
    let (contact, expect): (&[Said], &[Said]) = if kind.crisis {
        (&CRISIS_CONTACT, &CRISIS_EXPECT)
    } else {
        (&CONTACT, &EXPECT)
    };
    let number = random.random_range(0..1_000_000);
    ListingContent {
        name: name(place, kind, round),
        summary: LocalizedText::new(&kind.summary_nb, &kind.summary_nn, &kind.summary_en),
        description: description(random, place),
        how_to_contact: pick(random, contact).map(said).unwrap_or_default(),
        what_to_expect: pick(random, expect).map(said).unwrap_or_default(),
        audience: audience(random, kind),
        access: access(random, kind),
        cost: Cost {
            kind: CostKind::from_code(&kind.cost).unwrap_or_default(),
            note: LocalizedText::default(),
        },
        privacy: Privacy {
            anonymity_for_residents: Anonymity::from_code(&kind.anonymous).unwrap_or_default(),
            anonymity_for_professionals: Anonymity::Unknown,
            confidentiality: LocalizedText::new(
                "Alle som arbeider her, har taushetsplikt.",
                "Alle som arbeider her, har teieplikt.",
                "Everybody who works here is bound by confidentiality.",
            ),
        },
        languages: languages(random, place),
        interpreter: pick(random, Answer::ALL).unwrap_or_default(),
        accessibility: Accessibility {
            features: AccessibilityFeature::ALL
                .iter()
                .copied()
                .filter(|_| random.random_bool(0.3))
                .collect(),
            note: LocalizedText::default(),
        },
        owner_id: owner,
        service_area: area.iter().map(|one| one.number.clone()).collect(),
        places: places(random, place, kind),
        contact_points: contact_points(random, place, kind, number),
        ..ListingContent::default()
    }
}

fn name(place: &facts::Municipality, kind: &facts::ServiceType, round: usize) -> LocalizedText {
    // The second of its kind in a municipality is that of a part of it.
    let place = match round.checked_sub(1).and_then(|part| DISTRICTS.get(part)) {
        Some(part) => format!("{} {part}", place.name),
        None => place.name.clone(),
    };
    LocalizedText::new(
        format!("[Demo] {} i {place}", kind.name_nb),
        format!("[Demo] {} i {place}", kind.name_nn),
        format!("[Demo] {}, {place}", kind.name_en),
    )
}

fn description(random: &mut StdRng, place: &facts::Municipality) -> LocalizedText {
    let name = &place.name;
    let mut paragraphs = [
        vec![format!(
            "Dette er en demonstrasjon og ikke et virkelig tilbud. Slik kunne tilbudet i {name} ha vært beskrevet."
        )],
        vec![format!(
            "Dette er ein demonstrasjon og ikkje eit verkeleg tilbod. Slik kunne tilbodet i {name} ha vore omtalt."
        )],
        vec![format!(
            "This is a demonstration, not a real service. This is how the service in {name} could have been described."
        )],
    ];
    let many = random.random_range(2..=4);
    for offer in OFFERS.choose_multiple(random, many) {
        for (paragraph, sentence) in paragraphs.iter_mut().zip(offer) {
            paragraph.push((*sentence).to_owned());
        }
    }
    let [nb, nn, en] = paragraphs.map(|sentences| sentences.join("\n\n"));
    LocalizedText::new(nb, nn, en)
}

fn audience(random: &mut StdRng, kind: &facts::ServiceType) -> Audience {
    let about = |word: &str| kind.slug.contains(word);
    let young = about("barn") || about("ung") || about("skole") || about("bup");
    let mut groups = vec![if young {
        TargetGroup::Youth
    } else {
        TargetGroup::Adults
    }];
    for (topic, group) in [
        ("MENTAL_HEALTH", TargetGroup::MentalHealth),
        ("ADDICTION", TargetGroup::Addiction),
        ("VIOLENCE", TargetGroup::ExposedToViolence),
        ("CRISIS", TargetGroup::PeopleInCrisis),
        ("FAMILY", TargetGroup::Families),
    ] {
        if kind.topics.iter().any(|code| code == topic) {
            groups.push(group);
        }
    }
    let age_bands = match (young, random.random_bool(0.5)) {
        (true, _) => vec![AgeBand {
            from: Some(random.random_range(0..=13)),
            to: Some(if about("barn") {
                18
            } else {
                random.random_range(16..=25)
            }),
        }],
        (false, true) => vec![AgeBand {
            from: Some(pick(random, &[16, 18, 23]).unwrap_or(18)),
            to: None,
        }],
        (false, false) => Vec::new(),
    };
    Audience {
        groups,
        age_bands,
        note: LocalizedText::default(),
    }
}

fn access(random: &mut StdRng, kind: &facts::ServiceType) -> Access {
    let referral = Referral::from_code(&kind.referral).unwrap_or_default();
    let waiting_time = if !kind.crisis && random.random_bool(0.4) {
        let weeks = random.random_range(2..=12);
        LocalizedText::new(
            format!("Omtrent {weeks} uker"),
            format!("Omtrent {weeks} veker"),
            format!("About {weeks} weeks"),
        )
    } else {
        LocalizedText::default()
    };
    Access {
        who_may_contact: vec![ContactParty::ALL[0]],
        who_may_refer: if referral == Referral::Required {
            vec![Referrer::GeneralPractitioner, Referrer::Psychologist]
        } else {
            Vec::new()
        },
        referral,
        waiting_time,
        drop_in: pick(random, Answer::ALL).unwrap_or_default(),
    }
}

fn languages(random: &mut StdRng, place: &facts::Municipality) -> Vec<String> {
    let mut languages = vec![if place.language_form == "NYNORSK" {
        "nn"
    } else {
        "nb"
    }];
    if place.sami_admin_area {
        languages.push("se");
    }
    for code in ["en", "so", "ar", "pl", "uk"] {
        if random.random_bool(0.25) {
            languages.push(code);
        }
    }
    languages.into_iter().map(str::to_owned).collect()
}

fn schedule(random: &mut StdRng, kind: &facts::ServiceType) -> Schedule {
    match kind.slug.as_str() {
        "legevakt" | "barnevernvakt" => return hours::overnight(),
        _ if kind.crisis => return Schedule::always(),
        "akuttovernatting" => return Schedule::always(),
        _ => {}
    }
    match random.random_range(0..20) {
        0..=8 => hours::office(),
        9 | 10 => hours::telephone_hours(),
        11 | 12 => hours::drop_in_and_appointments(),
        13 => hours::meeting_place(),
        14 => hours::every_other_week(WeekParity::Even),
        15 => hours::twice_a_month(),
        16 => hours::nights(),
        17 => Schedule::appointment_only(),
        18 => Schedule::always(),
        _ => hours::not_stated(),
    }
}

fn places(
    random: &mut StdRng,
    place: &facts::Municipality,
    kind: &facts::ServiceType,
) -> Vec<Place> {
    let many = match random.random_range(0..10) {
        0..=1 => 0,
        2..=7 => 1,
        _ => 2,
    };
    let hidden = kind.slug == "krisesenter";
    (1..=many)
        .map(|number: u32| {
            // Within a few kilometres of the point the municipality is known by.
            let latitude = place.lat + random.random_range(-0.03..0.03);
            let longitude = place.lon + random.random_range(-0.06..0.06);
            Place {
                id: format!("sted-{number}"),
                street: format!(
                    "{} {}",
                    pick(random, &STREETS).unwrap_or("Storgata"),
                    random.random_range(1..=98)
                ),
                postal_code: format!("{:04}", random.random_range(1..=9991)),
                city: place.name.clone(),
                municipality_number: Some(place.number.clone()),
                latitude: Some(round(latitude)),
                longitude: Some(round(longitude)),
                hidden,
                opening_hours: schedule(random, kind),
                ..Place::default()
            }
        })
        .collect()
}

/// Five decimals are a metre.
fn round(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

fn contact_points(
    random: &mut StdRng,
    place: &facts::Municipality,
    kind: &facts::ServiceType,
    number: u32,
) -> Vec<ContactPoint> {
    let point = |id: &str, kind, value| ContactPoint {
        id: id.to_owned(),
        kind,
        value,
        for_whom: vec![ContactParty::ALL[0]],
        ..ContactPoint::default()
    };
    let mut points = vec![ContactPoint {
        opening_hours: schedule(random, kind),
        ..point("telefon", ContactKind::Phone, fictitious::phone(number))
    }];
    if random.random_bool(0.3) {
        points.push(point("sms", ContactKind::Sms, fictitious::mobile(number)));
    }
    if random.random_bool(0.7) {
        let email = fictitious::email(&kind.slug, &place.name);
        points.push(point("epost", ContactKind::Email, email));
    }
    if random.random_bool(0.8) {
        let web = fictitious::web(&kind.slug, &place.name);
        points.push(point("nettside", ContactKind::Web, web));
    }
    points
}
