//! The whole content of a listing as one typed document.
//!
//! A revision is this document, hashed; a draft is this document, perhaps with problems; the GraphQL input is this document; the
//! console edits this document. It therefore holds what an editor wrote, even when that is wrong: telephone numbers, dates and
//! keys are text here, and [`super::validate`] says what is the matter with them.

use serde::{Deserialize, Serialize};

use super::codes::{
    AccessibilityFeature, Anonymity, Answer, ContactKind, ContactParty, CostKind, HoursSource,
    Referral, Referrer, TargetGroup,
};
use crate::hours::Schedule;
use crate::text::LocalizedText;

macro_rules! document {
    ($($(#[$doc:meta])* $name:ident as $graphql:literal, $input:literal { $($(#[$fdoc:meta])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", default, deny_unknown_fields)]
        #[cfg_attr(feature = "graphql", derive(async_graphql::SimpleObject, async_graphql::InputObject))]
        #[cfg_attr(feature = "graphql", graphql(name = $graphql, input_name = $input))]
        pub struct $name {
            $($(#[$fdoc])* #[cfg_attr(feature = "graphql", graphql(default))] pub $field: $kind,)*
        }
    )*};
}

document! {
    /// Everything a listing says.
    ListingContent as "ListingContent", "ListingContentInput" {
        /// What the service is called here.
        name: LocalizedText,
        /// One or two sentences, shown in lists. At most 300 characters a language.
        summary: LocalizedText,
        /// What the service offers. Plain text, paragraphs parted by an empty line.
        description: LocalizedText,
        /// How to make contact, in words.
        how_to_contact: LocalizedText,
        /// What happens when one makes contact.
        what_to_expect: LocalizedText,
        /// Whom it is for.
        audience: Audience,
        /// How one gets in.
        access: Access,
        /// What it costs.
        cost: Cost,
        /// Anonymity and confidentiality.
        privacy: Privacy,
        /// Languages spoken, as ISO 639 codes (`nb`, `se`, `en`, `so`, …).
        languages: Vec<String>,
        /// Whether an interpreter can be had.
        interpreter: Answer,
        /// Physical and other access.
        accessibility: Accessibility,
        /// Last day of a trial period, `YYYY-MM-DD`; none when the service is permanent.
        pilot_until: Option<String>,
        /// Last day on which the service is offered, `YYYY-MM-DD`; none while it goes on. After it the listing is not public any more.
        #[serde(skip_serializing_if = "Option::is_none")]
        ends_on: Option<String>,
        /// The law the service rests on.
        legal_bases: Vec<LegalBasis>,
        /// Node id of the organisation that answers for the service.
        owner_id: Option<String>,
        /// Node id of the organisation that runs it, where that is another.
        operator_id: Option<String>,
        /// Node id of the organisation that pays, where that is another.
        funder_id: Option<String>,
        /// Numbers of the municipalities whose people may use the service.
        service_area: Vec<String>,
        places: Vec<Place>,
        contact_points: Vec<ContactPoint>,
        announcements: Vec<Announcement>,
        /// For professionals who want to refer, confer or report.
        guidance_for_professionals: LocalizedText,
        image: Option<Image>,
    }

    /// Whom a service is for.
    Audience as "Audience", "AudienceInput" {
        groups: Vec<TargetGroup>,
        age_bands: Vec<AgeBand>,
        note: LocalizedText,
    }

    /// Ages in whole years, both ends included; an open end is left out.
    AgeBand as "AgeBand", "AgeBandInput" {
        from: Option<i32>,
        to: Option<i32>,
    }

    /// How one gets in.
    Access as "Access", "AccessInput" {
        who_may_contact: Vec<ContactParty>,
        who_may_refer: Vec<Referrer>,
        referral: Referral,
        waiting_time: LocalizedText,
        /// Whether one may come without an appointment.
        drop_in: Answer,
    }

    /// What it costs the person.
    Cost as "Cost", "CostInput" {
        kind: CostKind,
        note: LocalizedText,
    }

    /// Anonymity may differ for residents and professionals.
    Privacy as "Privacy", "PrivacyInput" {
        anonymity_for_residents: Anonymity,
        anonymity_for_professionals: Anonymity,
        /// Who gets to know, and when confidentiality gives way.
        confidentiality: LocalizedText,
    }

    /// Physical and other access.
    Accessibility as "Accessibility", "AccessibilityInput" {
        features: Vec<AccessibilityFeature>,
        note: LocalizedText,
    }

    /// A law and a paragraph in it.
    LegalBasis as "LegalBasis", "LegalBasisInput" {
        law: String,
        paragraph: String,
    }

    /// Somewhere to go. A hidden place (a shelter) is published without street, postal code and point.
    Place as "ListingPlace", "ListingPlaceInput" {
        /// Key within the document: stays with the place through all revisions.
        id: String,
        name: LocalizedText,
        street: String,
        postal_code: String,
        city: String,
        municipality_number: Option<String>,
        latitude: Option<f64>,
        longitude: Option<f64>,
        /// The address is not published.
        hidden: bool,
        /// How to find the door.
        directions: LocalizedText,
        /// Whose hours hold here. With `MUNICIPALITY` the own ones below are kept, but nobody reads them.
        #[serde(skip_serializing_if = "HoursSource::is_own")]
        hours_source: HoursSource,
        opening_hours: Schedule,
    }

    /// A way of making contact.
    ContactPoint as "ListingContactPoint", "ListingContactPointInput" {
        /// Key within the document: stays with the contact point through all revisions.
        id: String,
        kind: ContactKind,
        /// The number or address, as typed; published in one written form.
        value: String,
        label: LocalizedText,
        for_whom: Vec<ContactParty>,
        /// Whose hours hold here. With `MUNICIPALITY` the own ones below are kept, but nobody reads them.
        #[serde(skip_serializing_if = "HoursSource::is_own")]
        hours_source: HoursSource,
        opening_hours: Schedule,
    }

    /// A message that expires by itself.
    Announcement as "Announcement", "AnnouncementInput" {
        id: String,
        text: LocalizedText,
        /// First day, `YYYY-MM-DD`.
        from: String,
        /// Last day, `YYYY-MM-DD`.
        until: String,
    }

    /// A picture with the words for those who do not see it, and its credit.
    Image as "ListingImage", "ListingImageInput" {
        url: String,
        alternative_text: LocalizedText,
        credit: String,
    }
}
