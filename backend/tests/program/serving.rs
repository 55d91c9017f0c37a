use std::io::Read;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::machine::Machine;

#[tokio::test]
async fn a_server_told_to_stop_ends_in_peace() {
    for signal in ["TERM", "INT"] {
        let machine = Machine::ready();
        let mut server = machine.serve().await;
        let answer = server
            .graphql(None, "{ counties { totalCount } }", json!({}))
            .await
            .expect("an answer");
        assert_eq!(answer["data"]["counties"]["totalCount"], 15);
        let pid = server.child.id().to_string();
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &pid])
            .status();
        assert!(sent.expect("kill runs").success());
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = server.child.try_wait().expect("a process") {
                break status;
            }
            assert!(begun.elapsed() < Duration::from_secs(40), "it does not end");
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        assert!(status.success(), "{status}");
        let mut said = String::new();
        let mut stderr = server.child.stderr.take().expect("a pipe");
        stderr.read_to_string(&mut said).expect("text");
        assert!(said.contains("Veiviser has stopped"), "{said}");
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let machine = Machine::ready();
    let server = machine.serve().await;
    let listen = format!("--listen={}", server.base.trim_start_matches("http://"));
    let said = machine.fails(&["serve", &listen]);
    assert!(said.contains("cannot listen on"), "{said}");
}
