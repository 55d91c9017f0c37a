//! The demonstration's listings: what each is called, what it offers and where it has come. All of it is made up; the kinds of services are
//! those of the national facts.

use veiviser_schema::hours::{Schedule, WeekParity};

use crate::seed::hours;

/// One thought in bokmål, nynorsk and English.
pub type Said = [&'static str; 3];

/// How far a listing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Published and last verified so many days ago.
    Published(i64),
    /// Published, and somebody has begun to change it.
    Changing(Change),
    /// Never published: a draft.
    Draft,
    /// Never published: waits for review.
    Submitted,
    /// Never published: sent back with a reason.
    Returned,
}

/// What is being changed in a published listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// New hours, submitted: public already, to be reviewed.
    HoursPublished,
    /// A new telephone, submitted: waits for an approver.
    PhoneSubmitted,
    /// A text, not yet submitted.
    TextDrafted,
}

pub struct Sample {
    /// Names it for ever: the listing's id follows from it.
    pub key: &'static str,
    pub municipality: &'static str,
    pub service_type: &'static str,
    pub name: Said,
    pub offer: Said,
    pub hours: fn() -> Schedule,
    /// Whether there is somewhere to go.
    pub place: bool,
    /// Other municipalities whose people may use it.
    pub also: &'static [&'static str],
    pub stage: Stage,
}

const STAVANGER: &str = "1103";
const BERGEN: &str = "4601";
/// Sandnes, Sola, Randaberg.
const NORD_JAEREN: &[&str] = &["1108", "1124", "1127"];
/// Askøy, Øygarden, Bjørnafjorden.
const AROUND_BERGEN: &[&str] = &["4627", "4626", "4624"];

fn odd_weeks() -> Schedule {
    hours::every_other_week(WeekParity::Odd)
}

/// A table rather than a constructor call each, so that one listing is one paragraph.
macro_rules! samples {
    ($($key:literal $place:ident $kind:literal $stage:expr, $hours:expr, $somewhere:literal, $also:expr;
        $nb:literal $nn:literal $en:literal; $offer_nb:literal $offer_nn:literal $offer_en:literal;)*) => {
        pub const ALL: &[Sample] = &[$(Sample {
            key: $key,
            municipality: $place,
            service_type: $kind,
            name: [$nb, $nn, $en],
            offer: [$offer_nb, $offer_nn, $offer_en],
            hours: $hours,
            place: $somewhere,
            also: $also,
            stage: $stage,
        }),*];
    };
}

samples! {
    "mestring-stavanger" STAVANGER "psykisk-helse-rus-kommune" Stage::Published(40), hours::office, true, &[];
    "Mestringshuset" "Meistringshuset" "The Coping House";
    "Samtaler, kurs og oppfølging for voksne med psykiske vansker eller rusproblemer. Du kan komme uten henvisning."
    "Samtalar, kurs og oppfølging for vaksne med psykiske vanskar eller rusproblem. Du kan komme utan tilvising."
    "Conversations, courses and follow-up for adults with mental health or substance problems. You can come without a referral.";

    "kriseteam-stavanger" STAVANGER "psykososialt-kriseteam" Stage::Published(20), Schedule::always, false, NORD_JAEREN;
    "Kriseteamet på Nord-Jæren" "Kriseteamet på Nord-Jæren" "The crisis team of Nord-Jæren";
    "Vi støtter deg etter ulykker, brå dødsfall og andre alvorlige hendelser, og hjelper deg videre når det trengs."
    "Vi støttar deg etter ulykker, brå dødsfall og andre alvorlege hendingar, og hjelper deg vidare når det trengst."
    "We support you after accidents, sudden deaths and other serious events, and help you onward when needed.";

    "legevakt-stavanger" STAVANGER "legevakt" Stage::Published(12), hours::overnight, true, NORD_JAEREN;
    "Legevakten i Stavanger" "Legevakta i Stavanger" "Stavanger out-of-hours doctor";
    "For deg som trenger lege raskt når fastlegen har stengt. Psykisk helse og rus er også grunner til å komme."
    "For deg som treng lege raskt når fastlegen har stengt. Psykisk helse og rus er òg grunnar til å komme."
    "For you who need a doctor soon when your own has closed. Mental health and substance use are also reasons to come.";

    "krisesenter-stavanger" STAVANGER "krisesenter" Stage::Published(170), Schedule::always, false, NORD_JAEREN;
    "Krisesenteret i Stavanger-området" "Krisesenteret i Stavanger-området" "The crisis shelter of the Stavanger area";
    "Et trygt sted å bo, og samtaler på dagtid, for deg som er utsatt for vold i nære relasjoner. Adressen er skjermet."
    "Ein trygg stad å bu, og samtalar på dagtid, for deg som er utsett for vald i nære relasjonar. Adressa er skjerma."
    "A safe place to stay, and conversations by day, for you who are exposed to violence in close relationships. The address is protected.";

    "psykolog-stavanger" STAVANGER "psykolog-kommune" Stage::Changing(Change::HoursPublished), hours::drop_in_and_appointments, true, &[];
    "Psykolog for barn og unge" "Psykolog for barn og unge" "Psychologist for children and young people";
    "Korte forløp for barn, unge og foreldre. Drop-in om morgenen, avtalt time ellers."
    "Korte forløp for barn, unge og foreldre. Drop-in om morgonen, avtalt time elles."
    "Short courses of help for children, young people and parents. Drop in in the morning, by appointment otherwise.";

    "rph-stavanger" STAVANGER "rask-psykisk-helsehjelp" Stage::Changing(Change::PhoneSubmitted), hours::telephone_hours, true, &[];
    "Rask psykisk helsehjelp Stavanger" "Rask psykisk helsehjelp Stavanger" "Prompt mental health care Stavanger";
    "Veiledet selvhjelp, kurs og korte samtaler ved angst, depresjon og søvnvansker. Ring oss, så avtaler vi en første samtale."
    "Rettleidd sjølvhjelp, kurs og korte samtalar ved angst, depresjon og søvnvanskar. Ring oss, så avtalar vi ein første samtale."
    "Guided self-help, courses and short conversations for anxiety, depression and sleep problems. Call us to agree on a first conversation.";

    "utekontakt-stavanger" STAVANGER "utekontakt" Stage::Published(90), hours::nights, false, &[];
    "Utekontakten Stavanger" "Utekontakten Stavanger" "Stavanger outreach";
    "Vi er ute der unge er. Snakk med oss om venner, rus, vold, skole eller noe helt annet."
    "Vi er ute der unge er. Snakk med oss om vener, rus, vald, skule eller noko heilt anna."
    "We are out where young people are. Talk with us about friends, drugs, violence, school or anything else.";

    "vaerested-stavanger" STAVANGER "vaerested" Stage::Published(60), hours::meeting_place, true, &[];
    "Værestedet Ankeret" "Værestaden Ankeret" "The Anchor drop-in centre";
    "Et rusfritt sted å være, med middag, aktiviteter og folk å snakke med."
    "Ein rusfri stad å vere, med middag, aktivitetar og folk å snakke med."
    "A place to be without alcohol or drugs, with dinner, activities and people to talk with.";

    "samtalegruppe-stavanger" STAVANGER "samtalegruppe" Stage::Published(345), odd_weeks, true, NORD_JAEREN;
    "Samtalegruppe for etterlatte" "Samtalegruppe for etterlatne" "Conversation group for the bereaved";
    "For deg som har mistet noen i selvmord. Gruppen møtes onsdager i oddetallsuker."
    "For deg som har mista nokon i sjølvmord. Gruppa møtest onsdagar i oddetalsveker."
    "For you who have lost someone to suicide. The group meets on Wednesdays in odd weeks.";

    "depresjonskurs-stavanger" STAVANGER "depresjonsmestringskurs" Stage::Published(355), hours::twice_a_month, true, &[];
    "Kurs i mestring av depresjon" "Kurs i meistring av depresjon" "Coping with depression: a course";
    "Åtte kvelder om tanker, handling og det som holder nedstemtheten ved like. Ingen henvisning."
    "Åtte kveldar om tankar, handling og det som held nedstemtheita ved like. Inga tilvising."
    "Eight evenings on thoughts, actions and what keeps low mood going. No referral.";

    "familiesenter-stavanger" STAVANGER "familiesenter" Stage::Published(30), hours::office, true, &[];
    "Familiesenteret på Madla" "Familiesenteret på Madla" "Madla family centre";
    "Råd og støtte til foreldre med barn under 18 år, enkeltvis eller i gruppe."
    "Råd og støtte til foreldre med barn under 18 år, einskildvis eller i gruppe."
    "Advice and support for parents of children under 18, one by one or in groups.";

    "helsestasjon-stavanger" STAVANGER "helsestasjon" Stage::Published(15), hours::drop_in_and_appointments, true, &[];
    "Helsestasjon for ungdom" "Helsestasjon for ungdom" "Youth health clinic";
    "Gratis hjelp til deg mellom 13 og 24 år om kropp, seksualitet, rus og psykisk helse."
    "Gratis hjelp til deg mellom 13 og 24 år om kropp, seksualitet, rus og psykisk helse."
    "Free help for you between 13 and 24 about body, sexuality, drugs and mental health.";

    "fact-stavanger" STAVANGER "fact-team" Stage::Published(200), hours::office, false, NORD_JAEREN;
    "FACT-teamet Nord-Jæren" "FACT-teamet Nord-Jæren" "The FACT team of Nord-Jæren";
    "Oppsøkende hjelp over tid for voksne med alvorlig psykisk lidelse og stort hjelpebehov."
    "Oppsøkjande hjelp over tid for vaksne med alvorleg psykisk liding og stort hjelpebehov."
    "Outreach over time for adults with severe mental illness and great need of help.";

    "lavterskel-rus-stavanger" STAVANGER "lavterskel-rus" Stage::Published(75), hours::drop_in_and_appointments, true, &[];
    "Lavterskel helse og rus" "Lågterskel helse og rus" "Low-threshold health and substance help";
    "Sårstell, vaksiner, brukerutstyr og en prat. Du trenger verken time eller henvisning."
    "Sårstell, vaksinar, brukarutstyr og ein prat. Du treng verken time eller tilvising."
    "Wound care, vaccines, equipment and a talk. You need neither an appointment nor a referral.";

    "parorende-stavanger" STAVANGER "parorendesenter" Stage::Changing(Change::TextDrafted), hours::telephone_hours, true, NORD_JAEREN;
    "Pårørendesenteret" "Pårørandesenteret" "Centre for next of kin";
    "Samtaler og kurs for deg som er glad i en som har det vanskelig. Du kan være anonym."
    "Samtalar og kurs for deg som er glad i ein som har det vanskeleg. Du kan vere anonym."
    "Conversations and courses for you who care about someone who is struggling. You may be anonymous.";

    "sovnkurs-stavanger" STAVANGER "sovnkurs" Stage::Draft, hours::twice_a_month, true, &[];
    "Kurs for bedre søvn" "Kurs for betre søvn" "Course for better sleep";
    "Fire kvelder om søvn, vaner og tanker om natten."
    "Fire kveldar om søvn, vanar og tankar om natta."
    "Four evenings on sleep, habits and thoughts at night.";

    "sinnemestring-stavanger" STAVANGER "sinnemestringskurs" Stage::Submitted, odd_weeks, true, NORD_JAEREN;
    "Sinnemestring" "Sinnemeistring" "Anger management";
    "For deg som blir så sint at det går ut over andre. Kurset er gratis."
    "For deg som blir så sint at det går ut over andre. Kurset er gratis."
    "For you whose anger harms others. The course is free.";

    "varmestue-stavanger" STAVANGER "varmestue" Stage::Returned, hours::meeting_place, true, &[];
    "Varmestuen ved havnen" "Varmestova ved hamna" "The warming room by the harbour";
    "Varm mat, kaffe og et sted å hvile."
    "Varm mat, kaffi og ein stad å kvile."
    "Hot food, coffee and somewhere to rest.";

    "psykisk-helse-bergen" BERGEN "psykisk-helse-rus-kommune" Stage::Published(25), hours::office, true, &[];
    "Psykisk helse og rus i Bergenhus" "Psykisk helse og rus i Bergenhus" "Mental health and addiction, Bergenhus";
    "Oppfølging hjemme eller hos oss, alene eller i gruppe."
    "Oppfølging heime eller hos oss, åleine eller i gruppe."
    "Follow-up at home or at our place, alone or in groups.";

    "legevakt-bergen" BERGEN "legevakt" Stage::Published(8), Schedule::always, true, AROUND_BERGEN;
    "Bergen legevakt, livskrisehjelpen" "Bergen legevakt, livskrisehjelpa" "Bergen out-of-hours doctor, life crisis help";
    "Akutt samtalehjelp i livskriser, uten timebestilling."
    "Akutt samtalehjelp i livskriser, utan timebestilling."
    "Acute conversations in life crises, without an appointment.";

    "krisesenter-bergen" BERGEN "krisesenter" Stage::Published(100), Schedule::always, false, AROUND_BERGEN;
    "Krisesenteret for Bergen og omegn" "Krisesenteret for Bergen og omegn" "The crisis shelter of the Bergen area";
    "Botilbud og samtaler for kvinner, menn og barn som lever med vold."
    "Butilbod og samtalar for kvinner, menn og barn som lever med vald."
    "Shelter and conversations for women, men and children who live with violence.";

    "barnevernvakt-bergen" BERGEN "barnevernvakt" Stage::Published(175), hours::overnight, true, AROUND_BERGEN;
    "Barnevernvakten i Bergen" "Barnevernvakta i Bergen" "Bergen child welfare emergency service";
    "Hjelp til barn, unge og foreldre når barnevernet ellers har stengt."
    "Hjelp til barn, unge og foreldre når barnevernet elles har stengt."
    "Help for children, young people and parents when child welfare is otherwise closed.";

    "utekontakt-bergen" BERGEN "utekontakt" Stage::Published(50), hours::nights, false, &[];
    "Utekontakten i Bergen" "Utekontakten i Bergen" "Bergen outreach";
    "Oppsøkende arbeid blant unge mellom 13 og 25 år."
    "Oppsøkjande arbeid blant unge mellom 13 og 25 år."
    "Outreach among young people between 13 and 25.";

    "frisklivssentral-bergen" BERGEN "frisklivssentral" Stage::Published(130), hours::office, true, &[];
    "Frisklivssentralen Årstad" "Frisklivssentralen Årstad" "Healthy life centre Årstad";
    "Hjelp til å endre vaner: søvn, bevegelse, tobakk, alkohol og belastninger i hverdagen."
    "Hjelp til å endre vanar: søvn, rørsle, tobakk, alkohol og belastningar i kvardagen."
    "Help to change habits: sleep, movement, tobacco, alcohol and everyday strain.";

    "aktivitetssenter-bergen" BERGEN "aktivitetssenter" Stage::Published(362), hours::meeting_place, true, &[];
    "Aktivitetshuset Møhlenpris" "Aktivitetshuset Møhlenpris" "Møhlenpris activity house";
    "Verksted, musikk og turgrupper for deg som trenger noe å gå til."
    "Verkstad, musikk og turgrupper for deg som treng noko å gå til."
    "Workshop, music and walking groups for you who need somewhere to go.";

    "tverrfaglig-bergen" BERGEN "tverrfaglig-konsultasjonsteam" Stage::Published(80), Schedule::appointment_only, false, AROUND_BERGEN;
    "Konsultasjonsteam vold og overgrep" "Konsultasjonsteam vald og overgrep" "Consultation team on violence and abuse";
    "For fagfolk som vil drøfte en bekymring anonymt."
    "For fagfolk som vil drøfte ei uro anonymt."
    "For professionals who want to discuss a concern anonymously.";

    "selvhjelp-bergen" BERGEN "selvhjelpsgruppe" Stage::Published(65), hours::twice_a_month, true, &[];
    "Selvhjelpsgruppe for angst" "Sjølvhjelpsgruppe for angst" "Self-help group for anxiety";
    "Deltakerne leder gruppen selv. Du bestemmer hva du vil dele."
    "Deltakarane leier gruppa sjølve. Du bestemmer kva du vil dele."
    "The participants lead the group themselves. You decide what to share.";

    "akuttovernatting-bergen" BERGEN "akuttovernatting" Stage::Published(22), Schedule::always, true, &[];
    "Akuttovernattingen i sentrum" "Akuttovernattinga i sentrum" "Emergency accommodation, city centre";
    "Seng for natten når du ikke har noe annet sted å sove."
    "Seng for natta når du ikkje har nokon annan stad å sove."
    "A bed for the night when you have nowhere else to sleep.";

    "ruspoliklinikk-bergen" BERGEN "ruspoliklinikk" Stage::Published(140), hours::not_stated, true, AROUND_BERGEN;
    "Poliklinikk for rus og avhengighet" "Poliklinikk for rus og avhengnad" "Outpatient clinic for addiction";
    "Utredning og behandling etter henvisning fra fastlege eller Nav."
    "Utgreiing og behandling etter tilvising frå fastlege eller Nav."
    "Assessment and treatment after referral from a general practitioner or Nav.";

    "motested-bergen" BERGEN "motested-mat" Stage::Draft, hours::meeting_place, true, &[];
    "Fellesmiddag på torsdager" "Fellesmiddag på torsdagar" "Thursday dinner together";
    "Gratis middag og selskap. Alle er velkomne."
    "Gratis middag og selskap. Alle er velkomne."
    "Free dinner and company. Everybody is welcome.";

    "parorendestotte-bergen" BERGEN "parorendestotte" Stage::Submitted, hours::telephone_hours, true, &[];
    "Støtte til pårørende" "Støtte til pårørande" "Support for next of kin";
    "Samtaler for deg som står nær noen med rusproblemer."
    "Samtalar for deg som står nær nokon med rusproblem."
    "Conversations for you who are close to someone with a substance problem.";
}
