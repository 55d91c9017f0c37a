//! Who is at the other end, as an address: for limits, and to know our own machine. Never stored with content.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName};

use crate::config::TrustedProxies;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The connection's other end; put into each request by [`super::serve`].
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The caller's address, found once a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    pub address: IpAddr,
    /// Whether the request came from this machine, and from nobody through it.
    pub local: bool,
}

/// Whom to believe, and whether a proxy that nobody named was noticed.
#[derive(Debug)]
pub struct Callers {
    proxies: TrustedProxies,
    noticed: AtomicBool,
}

impl Callers {
    #[must_use]
    pub fn new(proxies: TrustedProxies) -> Self {
        Self {
            proxies,
            noticed: AtomicBool::new(false),
        }
    }

    /// Behind a proxy that is not trusted everybody has the proxy's address: one limit for the whole country. Said once.
    fn notice_a_proxy(&self, peer: IpAddr, headers: &HeaderMap) {
        if self.proxies == TrustedProxies::None
            && headers.contains_key(X_FORWARDED_FOR)
            && is_near(peer)
            && !self.noticed.swap(true, Ordering::Relaxed)
        {
            tracing::warn!(
                event = "http.untrusted_proxy",
                %peer,
                "a proxy passes requests on, and all its callers count as one for the limits on requests and on wrong passwords: set \
                 VEIVISER_TRUSTED_PROXIES to 1, or to the network of the proxy"
            );
        }
    }
}

/// This machine, or a network that nobody reaches from outside: where one's own proxies stand.
fn is_near(peer: IpAddr) -> bool {
    match peer.to_canonical() {
        IpAddr::V4(address) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

pub async fn find(
    State(callers): State<Arc<Callers>>,
    mut request: Request,
    next: Next,
) -> Response {
    // Without a connection (a test that calls the router) the caller is nobody in particular.
    let peer = request
        .extensions()
        .get::<Peer>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0.ip());
    callers.notice_a_proxy(peer, request.headers());
    let client = Client::of(&callers.proxies, peer, request.headers());
    request.extensions_mut().insert(client);
    next.run(request).await
}

impl Client {
    fn of(proxies: &TrustedProxies, peer: IpAddr, headers: &HeaderMap) -> Self {
        let forwarded = headers
            .get_all(&X_FORWARDED_FOR)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let address = proxies.client_address(peer, forwarded);
        // A proxy on this machine that we were not told of makes everybody look local: the header gives it away.
        let passed_on = headers.contains_key(X_FORWARDED_FOR)
            || headers.contains_key(http::header::FORWARDED)
            || headers.contains_key(http::header::VIA);
        Self {
            address,
            local: address.is_loopback() && !passed_on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &str, peer: &str, headers: &[(&'static str, &str)]) -> Client {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        Client::of(&proxies.parse().unwrap(), peer.parse().unwrap(), &map)
    }

    #[test]
    fn a_proxy_nobody_named_is_noticed() {
        let noticed = |proxies: &str, peer: &str, header: Option<&str>| {
            let callers = Callers::new(proxies.parse().unwrap());
            let mut map = HeaderMap::new();
            if let Some(value) = header {
                map.insert(X_FORWARDED_FOR, value.parse().unwrap());
            }
            callers.notice_a_proxy(peer.parse().unwrap(), &map);
            callers.noticed.load(Ordering::Relaxed)
        };
        let somebody = Some("203.0.113.9");
        for peer in [
            "127.0.0.1",
            "::1",
            "10.1.2.3",
            "::ffff:192.168.1.1",
            "fd00::1",
        ] {
            assert!(noticed("none", peer, somebody), "{peer}");
        }
        assert!(!noticed("none", "127.0.0.1", None));
        assert!(!noticed("1", "127.0.0.1", somebody));
        // Anybody on the internet can write the header.
        assert!(!noticed("none", "203.0.113.1", somebody));
    }

    #[test]
    fn our_own_machine_is_known_and_not_mistaken() {
        assert!(client("none", "127.0.0.1", &[]).local);
        assert!(!client("none", "203.0.113.9", &[]).local);
        // A proxy on this machine passes on somebody else's request.
        let passed_on = [("x-forwarded-for", "203.0.113.9")];
        assert!(!client("none", "127.0.0.1", &passed_on).local);
        let through = client("1", "127.0.0.1", &passed_on);
        assert!(!through.local);
        assert_eq!(through.address.to_string(), "203.0.113.9");
        // Somebody far away who says that they are here.
        assert!(!client("1", "127.0.0.1", &[("x-forwarded-for", "127.0.0.1")]).local);
    }
}
