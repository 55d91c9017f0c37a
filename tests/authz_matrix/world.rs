//! What the matrix is asked about: the same things in two municipalities of two counties, made by people who are not asked themselves.

use std::collections::HashMap;

use harness::cast::{self, Person};
use harness::fixture::{Change, approve, content, listing_id, save, start, submit};
use harness::{Client, TestApp};
use serde_json::{Value, json};

/// An ordinary service: its texts and phones are low-risk.
const KIND: &str = "frisklivssentral";

/// Something of everything in one municipality.
pub struct Place {
    pub number: &'static str,
    pub county: &'static str,
    /// Published, with its version and its revision.
    pub published: String,
    pub version: i64,
    pub revision: String,
    /// Never submitted.
    pub draft: Change,
    /// Submitted by an editor: a description, and a listing that is new.
    pub low: Change,
    pub high: Change,
    /// A description, submitted by the municipality's approver.
    pub approvers: Change,
    /// New hours, public already: an editor's and the approver's. And a draft of such.
    pub hours: Change,
    pub approvers_hours: Change,
    pub hours_draft: Change,
    /// An editor, an approver, and one who is disabled.
    pub editor: Account,
    pub approver: Account,
    pub disabled: Account,
    /// What the trail says about `low`.
    pub entry: String,
}

/// Somebody with one grant.
pub struct Account {
    pub id: String,
    pub grant: String,
}

pub struct World {
    pub places: [Place; 2],
    /// Good for one more pair of tokens.
    pub refresh_token: String,
    /// The ids of those who are asked, by their addresses.
    pub ids: HashMap<String, String>,
}

impl World {
    pub async fn new(app: &TestApp) -> Self {
        let admin = app.as_user(cast::ADMINISTRATOR).await;
        let national = app.as_user(cast::NATIONAL_TOO).await;
        let here = [cast::COLLEAGUE, cast::APPROVER];
        let there = [cast::EDITOR_THERE, cast::APPROVER_THERE];
        let places = [
            place(app, &admin, &national, cast::HERE, "11", here).await,
            place(app, &admin, &national, cast::THERE, "46", there).await,
        ];
        let issued = app
            .anonymous()
            .graphql(
                "mutation($input: IssueTokenInput!) { issueToken(input: $input) { refreshToken userErrors { code } } }",
                json!({ "input": { "email": cast::EDITOR.email, "password": cast::PASSWORD } }),
            )
            .await;
        let everybody = admin
            .graphql("{ users(first: 100) { nodes { id email } } }", json!({}))
            .await;
        let everybody = everybody.data()["users"]["nodes"].clone();
        let everybody = everybody.as_array().expect("users");
        Self {
            places,
            refresh_token: text(&issued.done("issueToken")["refreshToken"]),
            ids: everybody
                .iter()
                .map(|user| (text(&user["email"]), text(&user["id"])))
                .collect(),
        }
    }
}

async fn place(
    app: &TestApp,
    admin: &Client,
    national: &Client,
    number: &'static str,
    county: &'static str,
    people: [Person; 2],
) -> Place {
    let editor = app.as_user(people[0]).await;
    let approver = app.as_user(people[1]).await;
    let published = publish(&editor, national, "Ute", number).await;
    let low = described(&editor, national, "Lav", number, &editor).await;
    let approvers = described(&editor, national, "Egen", number, &approver).await;
    let hours = rescheduled(&editor, national, "Tider", number, &editor).await;
    let hours = submit(&editor, &hours).await;
    let approvers_hours = rescheduled(&editor, national, "Egne tider", number, &approver).await;
    let approvers_hours = submit(&approver, &approvers_hours).await;
    for public in [&hours, &approvers_hours] {
        assert_eq!(public.state, "PUBLISHED_UNREVIEWED");
    }
    let hours_draft = rescheduled(&editor, national, "Nye tider", number, &editor).await;
    let high = written(&editor, "Ny", number).await;
    let high = submit(&editor, &high).await;
    let draft = written(&editor, "Kladd", number).await;
    let entry = admin
        .graphql(
            "query($id: ID!) { auditEntries(filter: { subjectId: $id }) { nodes { id } } }",
            json!({ "id": low.id }),
        )
        .await;
    let entry = text(&entry.data()["auditEntries"]["nodes"][0]["id"]);
    let disabled = account(admin, "disabled", "EDITOR", number).await;
    let response = admin
        .graphql(
            "mutation($input: UserInput!) { disableUser(input: $input) { userErrors { code } } }",
            json!({ "input": { "userId": disabled.id } }),
        )
        .await;
    let _ = response.done("disableUser");
    let record = editor
        .graphql(
            "query($id: ID!) { listingRecord(id: $id) { version } }",
            json!({ "id": published.listing }),
        )
        .await;
    Place {
        number,
        county,
        version: record.data()["listingRecord"]["version"]
            .as_i64()
            .expect("a version"),
        revision: published.revision.clone().expect("a revision"),
        published: published.listing,
        draft,
        low,
        high,
        approvers,
        hours,
        approvers_hours,
        hours_draft,
        editor: account(admin, "editor", "EDITOR", number).await,
        approver: account(admin, "approver", "APPROVER", number).await,
        disabled,
        entry,
    }
}

/// A new listing's draft, ready to submit.
async fn written(editor: &Client, name: &str, number: &str) -> Change {
    let change = start(editor, &listing_id(), number, KIND).await;
    save(editor, &change, content(name, number)).await
}

async fn publish(editor: &Client, national: &Client, name: &str, number: &str) -> Change {
    let change = written(editor, name, number).await;
    let change = submit(editor, &change).await;
    approve(national, &change).await
}

/// A published listing whose description `author` wants to change.
async fn described(
    editor: &Client,
    national: &Client,
    name: &str,
    number: &str,
    author: &Client,
) -> Change {
    let published = publish(editor, national, name, number).await;
    let change = start(author, &published.listing, number, KIND).await;
    let mut content = content(name, number);
    content["description"] = json!({ "nb": "Mer om det.", "nn": "Meir om det.", "en": "More." });
    let change = save(author, &change, content).await;
    submit(author, &change).await
}

/// A published listing whose hours `author` wants to change, not yet submitted.
async fn rescheduled(
    editor: &Client,
    national: &Client,
    name: &str,
    number: &str,
    author: &Client,
) -> Change {
    let published = publish(editor, national, name, number).await;
    let change = start(author, &published.listing, number, KIND).await;
    let mut content = content(name, number);
    content["contactPoints"][0]["openingHours"] = json!({ "mode": "APPOINTMENT_ONLY" });
    save(author, &change, content).await
}

async fn account(admin: &Client, name: &str, role: &str, number: &str) -> Account {
    let response = admin
        .graphql(
            "mutation($input: CreateUserInput!) { createUser(input: $input) { user { id grants { id } } userErrors { code field } } }",
            json!({ "input": {
                "name": format!("{name} {number}"),
                "email": format!("{name}@{number}.example"),
                "password": cast::PASSWORD,
                "role": role,
                "municipalityNumber": number,
            } }),
        )
        .await;
    let user = &response.done("createUser")["user"];
    Account {
        id: text(&user["id"]),
        grant: text(&user["grants"][0]["id"]),
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
