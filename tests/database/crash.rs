//! What was acknowledged survives the sudden end of the program.
//!
//! A copy of this test program writes rows as fast as it can and prints each id once its write was acknowledged. It is killed
//! (`SIGKILL`: no destructor, no signal handler runs) at some moment, again and again on the same database. Afterwards every
//! printed id must be there, with its twin written in the same transaction.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use harness::both_databases;
use veiviser::db::{Database, DatabaseConfig, DbError};

use super::{create_notes, ids, insert};

const ADDRESS: &str = "VEIVISER_TEST_CRASH_ADDRESS";
const FIRST: &str = "VEIVISER_TEST_CRASH_FIRST";
/// Added to an id to get its twin.
const TWIN: i64 = 1_000_000_000;

both_databases! {
    async fn a_killed_program_loses_no_acknowledged_write(test: TestDatabase) {
        create_notes(test.db()).await;
        // A different moment each time: in the middle of a checkpoint now and then, mostly in a commit.
        let moments = [3, 11, 29, 47, 83, 131].map(Duration::from_millis);
        let mut acknowledged = Vec::new();
        for (round, moment) in moments.into_iter().enumerate() {
            let address = test.address();
            let printed = tokio::task::spawn_blocking(move || write_until_killed(&address, round, moment)).await.expect("no panic");
            assert!(!printed.is_empty(), "the child was killed before its first write; the test proves nothing");
            acknowledged.extend(printed);
        }

        // As after a restart.
        let after = Database::connect(test.config()).await.expect("the database opens again");
        let found = ids(&after).await;
        for id in &acknowledged {
            assert!(found.binary_search(id).is_ok(), "{id} was acknowledged and is lost");
        }
        for id in found.iter().filter(|id| **id < TWIN) {
            assert!(found.binary_search(&(id + TWIN)).is_ok(), "{id} was saved without its twin");
        }
        assert_eq!(found.len() % 2, 0, "half a transaction was saved");
        after.write(|tx| async move { Ok::<_, DbError>(insert(&tx, -1).await?) }).await.expect("it can be written to again");
    }
}

fn write_until_killed(address: &str, round: usize, moment: Duration) -> Vec<i64> {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "crash::child",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(ADDRESS, address)
        .env(FIRST, (round * 1_000_000).to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut printed = Vec::new();
    let mut deadline = None;
    // A line cut short by the kill has no `;` and was not acknowledged to anybody.
    while let Some(Ok(line)) = lines.next() {
        if let Some(id) = line
            .strip_prefix("saved ")
            .and_then(|rest| rest.strip_suffix(';'))
        {
            printed.push(id.parse().expect("an id"));
            deadline.get_or_insert_with(|| Instant::now() + moment);
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            // On Unix this is SIGKILL. What the pipe still holds was acknowledged too, so reading goes on to its end.
            child.kill().expect("killed");
        }
    }
    assert!(
        !child.wait().expect("its end").success(),
        "the child ended by itself"
    );
    printed
}

#[tokio::test]
#[ignore = "the child process of a_killed_program_loses_no_acknowledged_write; it runs until it is killed"]
async fn child() {
    let Ok(address) = std::env::var(ADDRESS) else {
        return;
    };
    let first: i64 = std::env::var(FIRST)
        .expect("a first id")
        .parse()
        .expect("a number");
    let db = Database::connect(&DatabaseConfig::new(address.parse().expect("an address")))
        .await
        .expect("a database");
    println!();
    for id in first.. {
        db.write(move |tx| async move {
            insert(&tx, id).await?;
            insert(&tx, id + TWIN).await?;
            Ok::<_, DbError>(())
        })
        .await
        .expect("a write");
        println!("saved {id};");
        std::io::stdout().flush().expect("a reader");
    }
}
