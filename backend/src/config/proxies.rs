//! Whom to believe about where a request came from.
//!
//! Anyone can send `X-Forwarded-For`; only what our own proxies appended to it is true, and they append at the right-hand
//! end. So the list is read from the right, and reading stops at the first address no trusted proxy vouches for. Believing
//! the left-hand end would let every caller choose the address its login attempts are counted under.

use std::{net::IpAddr, str::FromStr};

/// The proxies in front of this server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TrustedProxies {
    /// None: the connection's own address is the caller's.
    #[default]
    None,
    /// This many, one behind the other. Right only when nobody can reach the server around them.
    Count(u8),
    /// Those with an address in one of these networks.
    Networks(Vec<Network>),
}

/// A network in CIDR notation; a lone address is a network of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

/// Why the setting was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "write none, a number of proxies (1 to 9), or networks such as 10.0.0.0/8,fd00::/8; {0:?} is neither"
)]
pub struct InvalidTrustedProxies(String);

impl TrustedProxies {
    /// Whether a connection from here may be a proxy's, and carry the requests of many.
    #[must_use]
    pub fn may_be(&self, peer: IpAddr) -> bool {
        match self {
            Self::None => false,
            Self::Count(count) => *count > 0,
            Self::Networks(networks) => {
                let peer = peer.to_canonical();
                networks.iter().any(|network| network.contains(peer))
            }
        }
    }

    /// The caller's address, given the connection's and every `X-Forwarded-For` value in the order received.
    #[must_use]
    pub fn client_address<'a>(
        &self,
        peer: IpAddr,
        forwarded_for: impl IntoIterator<Item = &'a str>,
    ) -> IpAddr {
        let hops: Vec<&str> = forwarded_for
            .into_iter()
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        let mut client = peer.to_canonical();
        for (hop, text) in hops.iter().rev().enumerate() {
            let believed = match self {
                Self::None => false,
                Self::Count(count) => hop < usize::from(*count),
                Self::Networks(networks) => networks.iter().any(|network| network.contains(client)),
            };
            if !believed {
                break;
            }
            // A proxy we trust wrote something unreadable: the last address we know is the best answer.
            let Some(address) = parse_hop(text) else {
                break;
            };
            client = address;
        }
        client
    }
}

/// Some proxies write a port too, or brackets.
fn parse_hop(text: &str) -> Option<IpAddr> {
    text.parse::<IpAddr>()
        .or_else(|_| {
            text.parse::<std::net::SocketAddr>()
                .map(|address| address.ip())
        })
        .or_else(|_| {
            text.trim_start_matches('[')
                .trim_end_matches(']')
                .parse::<IpAddr>()
        })
        .ok()
        .map(|ip| ip.to_canonical())
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX
                    .checked_shl(32 - u32::from(self.prefix))
                    .unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX
                    .checked_shl(128 - u32::from(self.prefix))
                    .unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = InvalidTrustedProxies;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || InvalidTrustedProxies(text.to_owned());
        let (address, prefix) = text
            .split_once('/')
            .map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| refuse())?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix
            .map_or(Ok(widest), str::parse)
            .map_err(|_| refuse())?;
        if prefix > widest {
            return Err(refuse());
        }
        Ok(Self { address, prefix })
    }
}

impl FromStr for TrustedProxies {
    type Err = InvalidTrustedProxies;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim() {
            "" | "none" | "0" => Ok(Self::None),
            text => match text.parse::<u8>() {
                Ok(count @ 1..=9) => Ok(Self::Count(count)),
                Ok(_) => Err(InvalidTrustedProxies(text.to_owned())),
                Err(_) => text
                    .split(',')
                    .map(|part| part.trim().parse())
                    .collect::<Result<_, _>>()
                    .map(Self::Networks),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(setting: &str, peer: &str, headers: &[&str]) -> String {
        let proxies: TrustedProxies = setting.parse().unwrap();
        proxies
            .client_address(peer.parse().unwrap(), headers.iter().copied())
            .to_string()
    }

    #[test]
    fn the_header_is_ignored_by_default() {
        assert_eq!(
            client("none", "203.0.113.9", &["198.51.100.1"]),
            "203.0.113.9"
        );
    }

    #[test]
    fn a_caller_cannot_choose_its_address() {
        // The caller wrote 1.2.3.4; our one proxy appended what it saw.
        assert_eq!(
            client("1", "10.0.0.2", &["1.2.3.4, 198.51.100.7"]),
            "198.51.100.7"
        );
        assert_eq!(
            client("10.0.0.0/8", "10.0.0.2", &["1.2.3.4", "198.51.100.7"]),
            "198.51.100.7"
        );
        // Around the proxy: the connection is not from a trusted network.
        assert_eq!(
            client("10.0.0.0/8", "203.0.113.9", &["1.2.3.4"]),
            "203.0.113.9"
        );
    }

    #[test]
    fn a_chain_of_proxies_is_followed() {
        assert_eq!(
            client("2", "10.0.0.2", &["198.51.100.7, 10.0.0.1"]),
            "198.51.100.7"
        );
        assert_eq!(
            client(
                "10.0.0.0/8,fd00::/8",
                "fd00::1",
                &["198.51.100.7, 10.0.0.1"]
            ),
            "198.51.100.7"
        );
        assert_eq!(
            client("2", "10.0.0.2", &["198.51.100.7:4711"]),
            "198.51.100.7"
        );
        assert_eq!(
            client("10.0.0.0/8", "::ffff:10.0.0.2", &["[2001:db8::1]"]),
            "2001:db8::1"
        );
    }

    #[test]
    fn nonsense_stops_the_reading() {
        assert_eq!(
            client("2", "10.0.0.2", &["198.51.100.7, unknown"]),
            "10.0.0.2"
        );
        assert_eq!(client("1", "10.0.0.2", &[]), "10.0.0.2");
    }

    #[test]
    fn prefixes_cover_what_they_say() {
        let network: Network = "192.168.4.0/22".parse().unwrap();
        assert!(network.contains("192.168.7.255".parse().unwrap()));
        assert!(!network.contains("192.168.8.0".parse().unwrap()));
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everything.contains("8.8.8.8".parse().unwrap()));
        for text in ["10", "300", "10.0.0.0/33", "proxy.local", "10.0.0.0/x"] {
            assert!(text.parse::<TrustedProxies>().is_err(), "{text}");
        }
    }
}
