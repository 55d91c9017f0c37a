//! A process that is killed between one instruction and the next: what was acknowledged is there afterwards, whole.
//!
//! A killed process leaves the system's page cache as it was, so this passes with `synchronous=OFF` as well: it tells nothing of a power
//! cut. `every_connection_has_the_settings_that_keep_data_safe` in `tests/database/sqlite.rs` holds the setting that does.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::machine::{Machine, Server};

const WRITERS: usize = 4;
const ROUNDS: usize = 3;

/// One draft, and how far it has come as far as its writer was told.
struct Draft {
    id: String,
    acknowledged: i64,
}

async fn start(server: &Server, token: &str) -> Draft {
    let id = format!("listing_{}", uuid::Uuid::now_v7().simple());
    let answer = server
        .graphql(
            Some(token),
            "mutation($input: StartDraftInput!) { startDraft(input: $input) { changeRequest { id version } userErrors { code } } }",
            json!({ "input": { "listingId": id, "municipalityNumber": "1103", "serviceTypeSlug": "vaerested" } }),
        )
        .await
        .expect("an answer");
    let change = &answer["data"]["startDraft"]["changeRequest"];
    Draft {
        id: change["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned(),
        acknowledged: change["version"].as_i64().expect("a version"),
    }
}

/// Saves on and on; each save says in the document which version it makes.
async fn write(server: &Server, token: &str, draft: &Mutex<Draft>) {
    loop {
        let (id, version) = {
            let draft = draft.lock().expect("the draft");
            (draft.id.clone(), draft.acknowledged)
        };
        let name = (version + 1).to_string();
        let answer = server
            .graphql(
                Some(token),
                "mutation($input: SaveDraftInput!) { saveDraft(input: $input) { changeRequest { version } userErrors { code } } }",
                json!({ "input": { "changeRequestId": id, "expectedVersion": version, "content": { "name": { "nb": name } } } }),
            )
            .await;
        // The connection broke: the server is gone, and this save was never acknowledged.
        let Ok(answer) = answer else { return };
        let saved = &answer["data"]["saveDraft"]["changeRequest"]["version"];
        assert_eq!(*saved, version + 1, "{answer}");
        draft.lock().expect("the draft").acknowledged = version + 1;
    }
}

async fn standing(server: &Server, token: &str, id: &str) -> (i64, Value) {
    let answer = server
        .graphql(
            Some(token),
            "query($id: ID!) { changeRequest(id: $id) { version content { name { nb } } } }",
            json!({ "id": id }),
        )
        .await
        .expect("an answer");
    let change = &answer["data"]["changeRequest"];
    (
        change["version"]
            .as_i64()
            .unwrap_or_else(|| panic!("{answer}")),
        change["content"]["name"]["nb"].clone(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_write_is_lost() {
    let machine = Machine::ready();
    let mut server = machine.serve().await;
    let mut token = server.token().await;
    let mut drafts = Vec::new();
    for _ in 0..WRITERS {
        drafts.push(Arc::new(Mutex::new(start(&server, &token).await)));
    }
    for round in 0..ROUNDS {
        let running = Arc::new(server);
        let writers: Vec<_> = drafts
            .iter()
            .map(|draft| {
                let (server, token, draft) = (running.clone(), token.clone(), draft.clone());
                tokio::spawn(async move { write(&server, &token, &draft).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(700)).await;
        let killed = std::process::Command::new("kill")
            .args(["-KILL", &running.child.id().to_string()])
            .status();
        assert!(killed.expect("kill runs").success());
        for writer in writers {
            writer.await.expect("a writer");
        }
        drop(running);

        server = machine.serve().await;
        token = server.token().await;
        for draft in &drafts {
            let (id, acknowledged) = {
                let draft = draft.lock().expect("the draft");
                (draft.id.clone(), draft.acknowledged)
            };
            let (version, name) = standing(&server, &token, &id).await;
            // One more may have been made and not acknowledged; never one less, and never half of one.
            assert!(
                version == acknowledged || version == acknowledged + 1,
                "round {round}: acknowledged {acknowledged}, found {version}"
            );
            assert_eq!(name, version.to_string(), "round {round}");
            draft.lock().expect("the draft").acknowledged = version;
        }
    }
    let written: i64 = drafts
        .iter()
        .map(|draft| draft.lock().expect("the draft").acknowledged)
        .sum();
    assert!(written > 20, "too few writes to mean anything: {written}");
}
