//! Accepting connections, and letting them go.
//!
//! A connection costs memory and a file handle for as long as it lasts, so nobody may hold many of them for nothing. axum's own loop sets
//! no bounds; this one sets four:
//! - a request's head, and the next request on an idle connection, must come within a time;
//! - an answer must get on: a client that does not read it is cut off;
//! - one address may have only so many connections at once ([`Neighbours`]);
//! - and so may everybody together: more wait in the operating system's queue.
//!
//! When told to stop it takes no more connections and lets the requests under way finish.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt;

use super::client::Peer;
use super::neighbours::{Neighbours, Place};
use crate::config::TrustedProxies;

const MAX_CONNECTIONS: usize = 4096;
/// Enough for a town hall behind one address, each of whose browsers opens six, most of them for a moment.
const MAX_OF_ONE_ADDRESS: usize = 64;
/// For a request's head, and for the next request on an idle connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// For a client to take the next piece of an answer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// For requests under way when the server is told to stop.
const GRACE: Duration = Duration::from_secs(25);

/// How much connections may cost.
#[derive(Clone)]
pub struct Limits {
    connections: usize,
    neighbours: Neighbours,
    write_timeout: Duration,
}

impl Limits {
    /// A proxy carries everybody's connections, so its own are not counted. Nor are those from this machine: nobody far away has them,
    /// and a proxy that we were not told of may.
    #[must_use]
    pub fn behind(proxies: &TrustedProxies) -> Self {
        let proxies = proxies.clone();
        let carries_others =
            move |peer: std::net::IpAddr| peer.to_canonical().is_loopback() || proxies.may_be(peer);
        Self {
            connections: MAX_CONNECTIONS,
            neighbours: Neighbours::new(MAX_OF_ONE_ADDRESS, carries_others),
            write_timeout: WRITE_TIMEOUT,
        }
    }
}

/// Serves until `stop` is ready, then until the requests under way are answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let Limits {
        connections,
        neighbours,
        write_timeout,
    } = limits;
    let connections = Arc::new(Semaphore::new(connections));
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &connections) => accepted,
        };
        let Some((stream, peer, permit)) = accepted else {
            continue;
        };
        // Hung up on at once: an answer would have to be written, and waited for.
        let Some(place) = neighbours.come(peer.0.ip()) else {
            tracing::debug!(
                event = "http.too_many_connections",
                "one address has all the connections it may have"
            );
            continue;
        };
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            answer(router.clone(), request)
        });
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(write_timeout));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIMEOUT)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            let _held: (OwnedSemaphorePermit, Place) = (permit, place);
            // A client that hangs up or sends nonsense is nothing to log: hyper has answered it as far as can be.
            let _ = watched.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!(
            event = "http.cut_off",
            "some requests were still running and were cut off"
        );
    }
}

async fn answer(router: Router, request: Request<Body>) -> Result<Response, Infallible> {
    router.oneshot(request).await
}

async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> Option<(TcpStream, Peer, OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let permit = connections.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, address)) => {
            let _ = stream.set_nodelay(true);
            Some((stream, Peer(address), permit))
        }
        Err(error) => {
            // Out of file handles, most likely: trying again at once would only burn the processor.
            tracing::warn!(event = "http.accept_failed", %error, "could not accept a connection");
            tokio::time::sleep(Duration::from_millis(200)).await;
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    use super::*;

    /// More than the operating system's buffers take in at both ends.
    const LONG: usize = 24 * 1024 * 1024;
    const PATIENCE: Duration = Duration::from_secs(30);

    fn limits(connections: usize, of_one: usize) -> Limits {
        Limits {
            connections,
            neighbours: Neighbours::new(of_one, |_| false),
            write_timeout: Duration::from_millis(500),
        }
    }

    async fn serving(limits: Limits) -> (SocketAddr, oneshot::Sender<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new()
            .route("/short", get(|| async { "ja" }))
            .route("/long", get(|| async { vec![b'a'; LONG] }));
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(serve(listener, router, limits, async {
            let _ = stopped.await;
        }));
        (address, stop)
    }

    async fn ask(address: SocketAddr, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("connected");
        let head = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
        // Whoever is hung up on at once may notice here.
        let _ = stream.write_all(head.as_bytes()).await;
        stream
    }

    /// The beginning of an answer; empty when the connection was closed instead.
    async fn answered(stream: &mut TcpStream) -> String {
        let mut bytes = [0; 12];
        match tokio::time::timeout(PATIENCE, stream.read_exact(&mut bytes)).await {
            Ok(Ok(_)) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(Err(_)) => String::new(),
            Err(_) => "nothing in time".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_client_that_never_reads_lets_others_in() {
        let (address, _stop) = serving(limits(1, 64)).await;
        let never_reads = ask(address, "/long").await;
        let mut other = ask(address, "/short").await;
        assert_eq!(answered(&mut other).await, "HTTP/1.1 200");
        drop(never_reads);
    }

    /// Slow is not the same as still.
    #[tokio::test]
    async fn a_client_that_reads_slowly_gets_all_of_it() {
        let (address, _stop) = serving(limits(1, 64)).await;
        let mut slow = ask(address, "/long").await;
        let mut read = 0;
        let mut piece = vec![0; LONG / 16];
        while read < LONG {
            // For longer than the limit in all, never so long at once.
            let pause = if read < LONG / 4 { 150 } else { 1 };
            tokio::time::sleep(Duration::from_millis(pause)).await;
            let more = tokio::time::timeout(PATIENCE, slow.read(&mut piece)).await;
            let more = more.expect("in time").expect("not cut off");
            assert!(more > 0, "cut off after {read} bytes");
            read += more;
        }
    }

    #[tokio::test]
    async fn one_address_has_a_share_of_the_connections() {
        let (address, _stop) = serving(limits(64, 2)).await;
        let mut held = Vec::new();
        for _ in 0..2 {
            let mut stream = ask(address, "/short").await;
            assert_eq!(answered(&mut stream).await, "HTTP/1.1 200");
            held.push(stream);
        }
        assert_eq!(answered(&mut ask(address, "/short").await).await, "");
        held.pop();
        // The server hears of it in a moment.
        let begun = std::time::Instant::now();
        while answered(&mut ask(address, "/short").await).await.is_empty() {
            assert!(begun.elapsed() < PATIENCE, "still full");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    #[test]
    fn proxies_and_this_machine_are_not_counted() {
        let full = |proxies: &str, peer: &str| {
            let limits = Limits::behind(&proxies.parse().expect("proxies"));
            let peer = peer.parse().expect("an address");
            let places: Vec<_> = (0..=MAX_OF_ONE_ADDRESS)
                .map(|_| limits.neighbours.come(peer))
                .collect();
            places.iter().any(Option::is_none)
        };
        assert!(full("none", "203.0.113.9"));
        assert!(full("10.0.0.0/8", "203.0.113.9"));
        assert!(!full("10.0.0.0/8", "10.1.2.3"));
        assert!(!full("10.0.0.0/8", "::ffff:10.1.2.3"));
        assert!(!full("1", "203.0.113.9"));
        assert!(!full("none", "127.0.0.1") && !full("none", "::1"));
    }
}
