//! What only shows on a real connection: large bodies, clients that hang up.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::tiny::{Counter, app};

pub async fn serve() -> (SocketAddr, Counter) {
    let (app, counter) = app();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, counter)
}

fn head(length: &str) -> String {
    format!(
        "POST /graphql HTTP/1.1\r\nhost: veiviser\r\ncontent-type: application/json\r\n{length}\r\n\r\n"
    )
}

/// Reads until the server closes, or for a second.
async fn read_answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(Ok(read)) =
        tokio::time::timeout(Duration::from_secs(1), stream.read(&mut buffer)).await
    {
        bytes.extend_from_slice(&buffer[..read]);
        if read == 0 {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_mebibytes_are_refused_before_they_are_sent() {
    let (address, _) = serve().await;
    let mut stream = TcpStream::connect(address).await.expect("connects");
    let started = Instant::now();
    stream
        .write_all(head(&format!("content-length: {}", 64 << 20)).as_bytes())
        .await
        .expect("sent");
    let answer = read_answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(
        answer.contains("PAYLOAD_TOO_LARGE") && answer.contains("connection: close"),
        "{answer}"
    );
    assert!(started.elapsed() < Duration::from_secs(5));
}

/// A body in chunks does not say how long it will be: it is cut off at the limit.
#[tokio::test(flavor = "multi_thread")]
async fn an_endless_body_is_cut_off() {
    let (address, _) = serve().await;
    let mut stream = TcpStream::connect(address).await.expect("connects");
    stream
        .write_all(head("transfer-encoding: chunked").as_bytes())
        .await
        .expect("sent");
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000));
    let mut sent = 0;
    // The server may close while we are still sending: that is what we want to see.
    for _ in 0..5 {
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
        sent += chunk.len();
    }
    assert!(sent > 256 * 1024);
    let answer = read_answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_body_allowed_is_read() {
    let (address, _) = serve().await;
    let mut stream = TcpStream::connect(address).await.expect("connects");
    let query = r#"{"query":"{ hello }"}"#;
    let body = format!("{query}{}", " ".repeat(256 * 1024 - query.len()));
    stream
        .write_all(head(&format!("content-length: {}", body.len())).as_bytes())
        .await
        .expect("sent");
    stream.write_all(body.as_bytes()).await.expect("sent");
    let answer = read_answer(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

/// A transaction dropped half-way is worse than an answer nobody reads.
#[tokio::test(flavor = "multi_thread")]
async fn a_mutation_outlives_its_connection() {
    let (address, counter) = serve().await;
    let mut stream = TcpStream::connect(address).await.expect("connects");
    let body = r#"{"query":"mutation { increaseSlowly }"}"#;
    stream
        .write_all(format!("{}{body}", head(&format!("content-length: {}", body.len()))).as_bytes())
        .await
        .expect("sent");
    tokio::time::timeout(Duration::from_secs(5), counter.begun())
        .await
        .expect("the mutation begins");
    drop(stream);
    let deadline = Instant::now() + Duration::from_secs(5);
    while counter.value() == 0 && Instant::now() < deadline {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(counter.value(), 1);
}
