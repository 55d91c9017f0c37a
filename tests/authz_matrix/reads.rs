//! Every read that is not everybody's, with each way in.

use serde_json::{Value, json};

use crate::world::Place;

/// What everybody reads. All other fields of `Query` need a case below.
pub const PUBLIC: &[&str] = &[
    "counties",
    "county",
    "municipalities",
    "municipality",
    "serviceTypes",
    "serviceType",
    "nationalContactPoints",
    "organisations",
    "listings",
    "listing",
    "validateListing",
    "previewOpeningHours",
    "validateOpeningHours",
    "importOsmOpeningHours",
    "parseOpeningHoursText",
];
/// The same for the kinds of nodes.
pub const PUBLIC_NODES: &[&str] = &[
    "County",
    "Municipality",
    "ServiceType",
    "Organisation",
    "Listing",
];

/// One way to read.
pub struct Read {
    pub query: &'static str,
    /// What is read, or by which way in.
    pub on: &'static str,
    pub document: &'static str,
    pub variables: fn(&Place) -> Value,
    pub answer: Answer,
}

#[derive(Clone, Copy)]
pub enum Answer {
    /// A connection: its `totalCount` and its nodes tell the same.
    List,
    /// Null, or something.
    One,
    /// A list of nulls, or of something.
    Many,
    /// One's own account.
    Viewer,
    /// The start page: whether something of the municipality is on it.
    MyPage,
}

const fn list(
    query: &'static str,
    on: &'static str,
    document: &'static str,
    variables: fn(&Place) -> Value,
) -> Read {
    Read {
        query,
        on,
        document,
        variables,
        answer: Answer::List,
    }
}

const fn one(
    query: &'static str,
    on: &'static str,
    document: &'static str,
    variables: fn(&Place) -> Value,
) -> Read {
    Read {
        query,
        on,
        document,
        variables,
        answer: Answer::One,
    }
}

fn id(id: &str) -> Value {
    json!({ "id": id })
}

fn number(place: &Place) -> Value {
    json!({ "number": place.number })
}

fn county(place: &Place) -> Value {
    json!({ "number": place.county })
}

fn listing(place: &Place) -> Value {
    id(&place.low.listing)
}

const NODE: &str = "query($id: ID!) { node(id: $id) { __typename id } }";
const NODES: &str = "query($id: ID!) { nodes(ids: [$id]) { __typename id } }";
const RECORD: &str = "query($id: ID!) { listingRecord(id: $id) { id name state openChangeRequests { id } revisions { totalCount } } }";

/// Every case, in the order of the golden file.
pub fn all() -> Vec<Read> {
    let mut reads = vec![
        Read {
            query: "viewer",
            on: "",
            document: "{ viewer { user { id email grants { id } } } }",
            variables: |_| json!({}),
            answer: Answer::Viewer,
        },
        Read {
            query: "viewer",
            on: "myPage",
            document: "{ viewer { myPage {
                returned { listing { municipality { number } } }
                drafts { listing { municipality { number } } }
                publishedFirst { listing { municipality { number } } }
                awaitingReview { listing { municipality { number } } }
                dueForVerification { municipality { number } }
                incomplete { municipality { number } }
                missing { municipality { number } }
            } } }",
            variables: |_| json!({}),
            answer: Answer::MyPage,
        },
        list(
            "listingRecords",
            "of a municipality",
            "query($number: String!) { listingRecords(filter: { municipalityNumber: $number }) { totalCount nodes { id } } }",
            number,
        ),
        list(
            "listingRecords",
            "of a county",
            "query($number: String!) { listingRecords(filter: { countyNumber: $number }) { totalCount nodes { id } } }",
            county,
        ),
        one("listingRecord", "published", RECORD, |place| {
            id(&place.published)
        }),
        one("listingRecord", "draft", RECORD, |place| {
            id(&place.draft.listing)
        }),
        list(
            "changeRequests",
            "of a municipality",
            "query($number: String!) { changeRequests(filter: { municipalityNumber: $number }) { totalCount nodes { id } } }",
            number,
        ),
        list(
            "changeRequests",
            "of a county",
            "query($number: String!) { changeRequests(filter: { countyNumber: $number }) { totalCount nodes { id } } }",
            county,
        ),
        list(
            "changeRequests",
            "of a listing",
            "query($id: ID!) { changeRequests(filter: { listingId: $id }) { totalCount nodes { id } } }",
            listing,
        ),
        one(
            "changeRequest",
            "submitted",
            "query($id: ID!) { changeRequest(id: $id) { id document comments { body } } }",
            |place| id(&place.low.id),
        ),
        one(
            "changeRequest",
            "draft",
            "query($id: ID!) { changeRequest(id: $id) { id document author { name } } }",
            |place| id(&place.draft.id),
        ),
        list(
            "reviewQueue",
            "of a municipality",
            "query($number: String!) { reviewQueue(filter: { municipalityNumber: $number }) { totalCount nodes { id } } }",
            number,
        ),
        list(
            "reviewQueue",
            "of a listing",
            "query($id: ID!) { reviewQueue(filter: { listingId: $id }) { totalCount nodes { id } } }",
            listing,
        ),
        one(
            "defaultHoursRecord",
            "of a municipality",
            "query($number: String!) { defaultHoursRecord(municipalityNumber: $number) { version document inheritingListings } }",
            number,
        ),
        list(
            "users",
            "of a municipality",
            "query($number: String!) { users(filter: { municipalityNumber: $number, text: \"editor\" }) { totalCount nodes { id } } }",
            number,
        ),
        list(
            "users",
            "by e-mail",
            "query($text: String!) { users(filter: { text: $text }) { totalCount nodes { id } } }",
            |place| json!({ "text": format!("approver@{}.example", place.number) }),
        ),
        list(
            "auditEntries",
            "of a municipality",
            "query($number: String!) { auditEntries(filter: { municipalityNumber: $number }) { totalCount nodes { id } } }",
            number,
        ),
        list(
            "auditEntries",
            "of a change",
            "query($id: ID!) { auditEntries(filter: { subjectId: $id }) { totalCount nodes { id } } }",
            |place| id(&place.low.id),
        ),
    ];
    for (kind, variables) in kinds() {
        reads.push(one("node", kind, NODE, variables));
        reads.push(Read {
            answer: Answer::Many,
            ..one("nodes", kind, NODES, variables)
        });
    }
    reads
}

/// A kind of node by name, and how to find one of a place.
pub type Kind = (&'static str, fn(&Place) -> Value);

/// Every kind of node that is not everybody's.
pub fn kinds() -> [Kind; 5] {
    [
        // Never published: one that is answers as a `Listing`, to everybody.
        ("ListingRecord", |place| id(&place.draft.listing)),
        ("ChangeRequest", |place| id(&place.low.id)),
        ("Revision", |place| id(&place.revision)),
        ("User", |place| id(&place.editor.id)),
        ("AuditEntry", |place| id(&place.entry)),
    ]
}

impl Read {
    /// Whether something was there, seen by all that the answer says.
    pub fn found(&self, data: &Value, place: &Place) -> bool {
        let answer = &data[self.query];
        match self.answer {
            Answer::List => {
                let nodes = answer["nodes"].as_array().expect("nodes");
                let total = answer["totalCount"].as_u64().expect("a count");
                assert_eq!(total > 0, !nodes.is_empty(), "{} {}", self.query, self.on);
                total > 0
            }
            Answer::One => !answer.is_null(),
            Answer::Many => answer
                .as_array()
                .expect("a list")
                .iter()
                .any(|it| !it.is_null()),
            Answer::Viewer => !answer.is_null(),
            Answer::MyPage => answer
                .to_string()
                .contains(&format!("\"{}\"", place.number)),
        }
    }

    /// Whether what is asked for can be asked for by an id of nothing instead.
    pub fn by_id(&self) -> bool {
        self.document.contains("$id")
    }
}
