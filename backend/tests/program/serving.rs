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

/// Passwords and sessions would be read on the way.
#[test]
fn a_public_address_without_tls_is_refused() {
    let machine = Machine::ready();
    let said = machine.fails(&[
        "serve",
        "--listen=127.0.0.1:0",
        "--public-url=http://veiviser.example",
    ]);
    assert!(
        said.contains("https://") && said.contains("--insecure-http"),
        "{said}"
    );
    // On a closed network, on one's own responsibility: then it gets as far as the port, which is taken.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let listen = format!("--listen={}", taken.local_addr().expect("an address"));
    let output = machine.run(&[
        "serve",
        &listen,
        "--public-url=http://veiviser.example",
        "--insecure-http",
    ]);
    let said = crate::machine::stderr(&output);
    assert!(
        said.contains("serve.insecure_http") && said.contains("cannot listen on"),
        "{said}"
    );
}

/// Whoever reads the log as JSON reads every line of it so; and nobody's password is in it.
#[tokio::test]
async fn a_json_log_is_json_throughout() {
    let machine = Machine::ready();
    machine.succeeds(&["seed", "--demo"]);
    let mut server = machine
        .serve_with(&["--log-format=json", "--log=info"])
        .await;
    let pid = server.child.id().to_string();
    let sent = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(sent.expect("kill runs").success());
    let mut said = String::new();
    let mut stderr = server.child.stderr.take().expect("a pipe");
    stderr.read_to_string(&mut said).expect("text");
    let mut events = Vec::new();
    for line in said.lines() {
        let line: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|_| panic!("not JSON: {line}"));
        events.push(line["event"].as_str().unwrap_or_default().to_owned());
    }
    for wanted in ["serve.ready", "serve.stopping", "serve.stopped"] {
        assert!(
            events.iter().any(|event| event == wanted),
            "{wanted}: {said}"
        );
    }
    assert!(!said.contains("veiviser-demo-2026"), "{said}");
}

/// A program that fetches the keys before anybody has signed in may keep what it got for a while.
#[tokio::test]
async fn there_is_a_key_before_the_first_token() {
    let machine = Machine::ready();
    let server = machine.serve().await;
    let keys = server
        .http
        .get(format!("{}/.well-known/jwks.json", server.base));
    let keys: serde_json::Value = keys
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    assert_eq!(keys["keys"].as_array().map(Vec::len), Some(1), "{keys}");
}

/// A wrong port is told at once, and what was wrong with it.
#[test]
fn a_postgresql_that_is_not_there_is_told_at_once() {
    let machine = Machine::new();
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port")
        .port();
    let url = format!("--database-url=postgres://veiviser:hemmelig@127.0.0.1:{free}/veiviser");
    let begun = Instant::now();
    let said = machine.fails(&["migrate", &url]);
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "{:?}",
        begun.elapsed()
    );
    assert!(
        said.contains("nothing listens there") && said.contains("refused"),
        "{said}"
    );
    assert!(!said.contains("hemmelig"), "{said}");
}

/// Behind a proxy that nobody named, all of Norway is one address.
#[tokio::test]
async fn a_proxy_that_is_not_trusted_is_told_of_once() {
    let machine = Machine::ready();
    let mut server = machine.serve().await;
    for caller in ["203.0.113.1", "203.0.113.2"] {
        let request = server
            .http
            .get(format!("{}/healthz", server.base))
            .header("x-forwarded-for", caller);
        assert_eq!(request.send().await.expect("an answer").status(), 200);
    }
    server.child.kill().expect("killed");
    let mut said = String::new();
    let mut stderr = server.child.stderr.take().expect("a pipe");
    stderr.read_to_string(&mut said).expect("text");
    assert_eq!(
        said.matches("VEIVISER_TRUSTED_PROXIES").count(),
        1,
        "{said}"
    );
}
