//! A backup takes the place of the database: after a crash, and never under a server's feet.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::machine::{Machine, Server};

const DATABASE: &str = "data/veiviser.db";

/// Begins a draft; answers its id.
async fn draft(server: &Server, token: &str) -> String {
    let listing = format!("listing_{}", uuid::Uuid::now_v7().simple());
    let answer = server
        .graphql(
            Some(token),
            "mutation($input: StartDraftInput!) { startDraft(input: $input) { changeRequest { id } userErrors { code } } }",
            json!({ "input": { "listingId": listing, "municipalityNumber": "1103", "serviceTypeSlug": "vaerested" } }),
        )
        .await
        .expect("an answer");
    answer["data"]["startDraft"]["changeRequest"]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

async fn is_there(server: &Server, token: &str, id: &str) -> bool {
    let answer = server
        .graphql(
            Some(token),
            "query($id: ID!) { changeRequest(id: $id) { id } }",
            json!({ "id": id }),
        )
        .await
        .expect("an answer");
    assert!(answer.get("errors").is_none(), "{answer}");
    answer["data"]["changeRequest"]["id"] == id
}

/// Everything in the folder of the database whose name begins so.
fn beside(machine: &Machine, beginning: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = machine
        .path("data")
        .read_dir()
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(beginning))
        })
        .collect();
    found.sort();
    found
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("there").permissions().mode() & 0o777
}

async fn change(file: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = options.connect().await.expect("opens");
    sqlx::query(sql)
        .execute(&mut connection)
        .await
        .expect("changed");
    connection.close().await.expect("closed");
}

/// A server that has a backup behind it, and is killed in the middle of what came after.
async fn crashed(machine: &Machine) -> [String; 2] {
    let server = machine.serve().await;
    let token = server.token().await;
    let before = draft(&server, &token).await;
    machine.succeeds(&["backup", "copy.db"]);
    let mut after = String::new();
    for _ in 0..20 {
        after = draft(&server, &token).await;
    }
    // SIGKILL.
    drop(server);
    let log = machine.path("data/veiviser.db-wal");
    assert!(log.metadata().is_ok_and(|log| log.len() > 0), "no log");
    [before, after]
}

#[tokio::test]
async fn a_backup_is_restored_after_a_crash() {
    let machine = Machine::ready();
    let [before, after] = crashed(&machine).await;

    let said = machine.succeeds(&["restore", "copy.db"]);
    assert!(said.contains("veiviser.db.before-restore-"), "{said}");
    for suffix in ["-wal", "-shm", "-journal"] {
        let left = machine.path(&format!("{DATABASE}{suffix}"));
        assert!(!left.exists(), "{} is still there", left.display());
    }
    assert_eq!(mode(&machine.path(DATABASE)), 0o600);
    assert!(beside(&machine, ".").is_empty(), "something is left over");

    let server = machine.serve().await;
    let token = server.token().await;
    assert!(is_there(&server, &token, &before).await);
    assert!(!is_there(&server, &token, &after).await);
    // A backup is checked page by page.
    machine.succeeds(&["backup", "whole.db"]);
    drop(server);

    // And back again: what was laid aside is the database with its log, as the crash left it.
    let aside = beside(&machine, "veiviser.db.before-restore-");
    assert_eq!(aside.len(), 2, "{aside:?}");
    assert!(aside[1].to_string_lossy().ends_with("-wal"), "{aside:?}");
    let aside = aside[0].to_str().expect("text").to_owned();
    machine.succeeds(&["restore", &aside]);
    let server = machine.serve().await;
    let token = server.token().await;
    assert!(is_there(&server, &token, &after).await);
}

#[tokio::test]
async fn a_database_in_use_is_not_replaced() {
    let machine = Machine::ready();
    let server = machine.serve().await;
    let token = server.token().await;
    machine.succeeds(&["backup", "copy.db"]);
    let said = machine.fails(&["restore", "copy.db"]);
    assert!(said.contains("in use"), "{said}");
    let kept = draft(&server, &token).await;
    assert!(is_there(&server, &token, &kept).await);
    assert!(beside(&machine, "veiviser.db.before").is_empty());
}

#[tokio::test]
async fn what_is_no_good_backup_is_refused() {
    let machine = Machine::ready();
    machine.succeeds(&["backup", "copy.db"]);
    let whole = std::fs::read(machine.path("copy.db")).expect("the backup");
    std::fs::write(machine.path("text.db"), "not a database at all").expect("written");
    let mut torn = whole.clone();
    // From the third page on: the tables that the first page names are not there.
    torn[8192..40960].fill(0x5a);
    std::fs::write(machine.path("torn.db"), torn).expect("written");
    std::fs::write(machine.path("newer.db"), &whole).expect("written");
    change(
        &machine.path("newer.db"),
        "insert into seaql_migrations (version, applied_at) values ('m999_from_the_future', 0)",
    )
    .await;
    std::fs::write(machine.path("other.db"), &whole).expect("written");
    change(&machine.path("other.db"), "drop table seaql_migrations").await;
    let before = std::fs::read(machine.path(DATABASE)).expect("the database");
    for (file, word) in [
        ("nowhere.db", "cannot read"),
        ("text.db", "not a SQLite database"),
        ("torn.db", "damaged"),
        ("newer.db", "m999_from_the_future"),
        ("other.db", "none of our tables"),
        (DATABASE, "the database itself"),
    ] {
        let said = machine.fails(&["restore", file]);
        assert!(said.contains(word), "{file}: {said}");
    }
    assert_eq!(
        std::fs::read(machine.path(DATABASE)).expect("the database"),
        before
    );
    assert_eq!(beside(&machine, "").len(), 1, "{:?}", beside(&machine, ""));
}

/// What the manual once said to do, and what somebody will do: SQLite replays the old log over the new file.
#[tokio::test]
async fn a_file_put_beside_an_old_log_is_found_out() {
    let machine = Machine::ready();
    let [before, _] = crashed(&machine).await;
    std::fs::copy(machine.path("copy.db"), machine.path(DATABASE)).expect("copied");
    let said = machine.fails(&["serve", "--listen=127.0.0.1:0"]);
    assert!(said.contains("veiviser restore"), "{said}");
    machine.succeeds(&["restore", "copy.db"]);
    let server = machine.serve().await;
    let token = server.token().await;
    assert!(is_there(&server, &token, &before).await);
}

/// Keys, password hashes, addresses of shelters.
#[tokio::test]
async fn nobody_else_on_the_machine_reads_the_database() {
    let machine = Machine::ready();
    let server = machine.serve().await;
    let _ = server.token().await;
    machine.succeeds(&["backup", "copy.db"]);
    for file in [
        DATABASE,
        "data/veiviser.db-wal",
        "data/veiviser.db-shm",
        "copy.db",
    ] {
        assert_eq!(mode(&machine.path(file)), 0o600, "{file}");
    }
    assert_eq!(mode(&machine.path("data")), 0o700);
    drop(server);
    let wide = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(machine.path(DATABASE), wide).expect("changed");
    let listed = machine.run(&["user", "list"]);
    let said = crate::machine::stderr(&listed);
    assert!(
        listed.status.success() && said.contains("chmod 600"),
        "{said}"
    );
}
