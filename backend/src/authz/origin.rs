//! From where somebody does something: by which door, and from which network. What the audit trail remembers of it.
//!
//! A whole address would be personal data, kept for years. The network is enough to tell the town hall from the other side of the world.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// By which door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A browser with a session, or one that signs in.
    Console,
    /// A program with a token, or one that asks for one.
    ApiClient,
    /// Whoever sits at the machine.
    CommandLine,
}

impl Channel {
    pub const ALL: [Self; 3] = [Self::Console, Self::ApiClient, Self::CommandLine];

    /// As its column holds it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Console => "CONSOLE",
            Self::ApiClient => "API_CLIENT",
            Self::CommandLine => "COMMAND_LINE",
        }
    }

    /// Reads [`Channel::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// From where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub channel: Channel,
    /// Nothing finer than an IPv4 /24 or an IPv6 /48; `None` at the command line.
    pub network: Option<String>,
}

impl Origin {
    /// Of a request from this address.
    #[must_use]
    pub fn of_request(channel: Channel, client: &str) -> Self {
        Self {
            channel,
            network: network(client),
        }
    }

    #[must_use]
    pub fn command_line() -> Self {
        Self {
            channel: Channel::CommandLine,
            network: None,
        }
    }
}

/// The network an address lies in: 192.0.2.0/24, 2001:db8:1::/48. `None` for what is no address.
#[must_use]
pub fn network(client: &str) -> Option<String> {
    Some(match client.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_finer_than_a_network_is_kept() {
        for (address, kept) in [
            ("192.0.2.77", "192.0.2.0/24"),
            ("::ffff:192.0.2.77", "192.0.2.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
            ("::1", "::/48"),
        ] {
            assert_eq!(network(address).as_deref(), Some(kept), "{address}");
        }
        assert_eq!(network("nobody"), None);
    }

    #[test]
    fn channels_read_back() {
        for channel in Channel::ALL {
            assert_eq!(Channel::from_code(channel.code()), Some(channel));
        }
        assert_eq!(Channel::from_code("PIGEON"), None);
    }
}
