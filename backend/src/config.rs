//! Settings of the server: each has a default that works on one machine, an environment variable, and a command-line option.

mod proxies;

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs},
    time::Duration,
};

use clap::{Args, ValueEnum, builder::BoolishValueParser};
use http::Uri;

pub use proxies::{InvalidTrustedProxies, TrustedProxies};

use crate::db::{DatabaseConfig, DatabaseUrl};

/// Where the catalogue is kept, and how hard to lean on it: what every command that touches data needs.
#[derive(Debug, Clone, Args)]
pub struct DatabaseSettings {
    /// Where the catalogue is kept: a SQLite file (sqlite://path/to/file.db, made if missing) or a PostgreSQL database
    /// (postgres://user:password@host/name).
    #[arg(
        long,
        env = "VEIVISER_DATABASE_URL",
        value_name = "URL",
        default_value = "sqlite://data/veiviser.db",
        hide_env_values = true
    )]
    pub database_url: DatabaseUrl,

    /// How many database connections to keep for reading (PostgreSQL: for everything).
    #[arg(
        long,
        env = "VEIVISER_DATABASE_CONNECTIONS",
        value_name = "COUNT",
        default_value_t = 10,
        value_parser = clap::value_parser!(u32).range(1..=500)
    )]
    pub database_connections: u32,

    /// PostgreSQL: seconds a single statement may run before the server cancels it.
    #[arg(
        long,
        env = "VEIVISER_DATABASE_TIMEOUT",
        value_name = "SECONDS",
        default_value_t = 15,
        value_parser = clap::value_parser!(u64).range(1..=600)
    )]
    pub database_timeout: u64,
}

impl DatabaseSettings {
    /// How to open it.
    #[must_use]
    pub fn config(&self) -> DatabaseConfig {
        DatabaseConfig {
            max_connections: self.database_connections,
            statement_timeout: Duration::from_secs(self.database_timeout),
            ..DatabaseConfig::new(self.database_url.clone())
        }
    }
}

/// What is logged, and how.
#[derive(Debug, Clone, Args)]
pub struct LogSettings {
    /// What to log: error, warn, info, debug or trace, or per part, such as info,veiviser::db=debug. Default: info for
    /// serve, warn for the other commands.
    #[arg(long = "log", env = "VEIVISER_LOG", value_name = "FILTER")]
    pub filter: Option<String>,

    /// How to log: text for people, json for a log collector.
    #[arg(long = "log-format", env = "VEIVISER_LOG_FORMAT", value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub format: LogFormat,
}

/// Everything an operator may set for a server.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    #[command(flatten)]
    pub database: DatabaseSettings,

    #[command(flatten)]
    pub log: LogSettings,

    /// The address and port to listen on. 127.0.0.1 is reached from this machine only; 0.0.0.0 from everywhere.
    #[arg(
        long,
        env = "VEIVISER_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080",
        value_parser = listen_address
    )]
    pub listen: SocketAddr,

    /// The address people and programs type to reach this server, such as https://veiviser.example.no. It decides which
    /// browser requests are accepted as our own. Default: http:// and the listen address.
    #[arg(long, env = "VEIVISER_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// Accept a public address that begins with http:// and is not this machine. Passwords and sessions can then be read on the way:
    /// for a closed network only.
    #[arg(
        long,
        env = "VEIVISER_INSECURE_HTTP",
        value_name = "true|false",
        default_value_t = false,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = BoolishValueParser::new(),
        action = clap::ArgAction::Set
    )]
    pub insecure_http: bool,

    /// Which proxies in front of this server to believe about the caller's address (X-Forwarded-For): a number of proxies,
    /// or their networks, such as 10.0.0.0/8,fd00::/8. Default: none, the header is ignored.
    #[arg(
        long,
        env = "VEIVISER_TRUSTED_PROXIES",
        value_name = "COUNT|NETWORKS",
        default_value = "none"
    )]
    pub trusted_proxies: TrustedProxies,

    /// API requests a second that one caller's address may make in the long run; five seconds' worth may come at once.
    /// 0 sets no limit.
    #[arg(
        long,
        env = "VEIVISER_RATE_LIMIT",
        value_name = "REQUESTS",
        default_value_t = 100,
        value_parser = clap::value_parser!(u32).range(0..=100_000)
    )]
    pub rate_limit: u32,

    /// Seconds one request may take before its caller is told to try again.
    #[arg(
        long,
        env = "VEIVISER_REQUEST_TIMEOUT",
        value_name = "SECONDS",
        default_value_t = 30,
        value_parser = clap::value_parser!(u64).range(1..=600)
    )]
    pub request_timeout: u64,

    /// Show /metrics to everybody, not only to callers on this machine.
    #[arg(
        long,
        env = "VEIVISER_METRICS_PUBLIC",
        value_name = "true|false",
        default_value_t = false,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = BoolishValueParser::new(),
        action = clap::ArgAction::Set
    )]
    pub metrics_public: bool,
}

/// Reads `127.0.0.1:8080`, `[::1]:8080`, or a name with a port. A name may have several addresses: an IPv4 one is chosen, because that
/// is what we then tell people to go to.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let found: Vec<SocketAddr> = text
        .to_socket_addrs()
        .map_err(|_| {
            "write an address and a port, such as 127.0.0.1:8080, or a name this machine knows, such as localhost:8080"
                .to_owned()
        })?
        .collect();
    found
        .iter()
        .find(|address| address.is_ipv4())
        .or(found.first())
        .copied()
        .ok_or_else(|| format!("{text} has no address"))
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One readable line an event.
    Text,
    /// One JSON object an event.
    Json,
}

impl Settings {
    /// The address the world uses, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> PublicUrl {
        self.public_url
            .clone()
            .unwrap_or_else(|| PublicUrl::of_listener(self.listen))
    }

    /// Every origin that is ours. On a machine of one's own people type localhost or 127.0.0.1, and mean the same; once
    /// there is a public address, only that one counts.
    #[must_use]
    pub fn origins(&self) -> Vec<String> {
        let public = self.public_url();
        let mut origins = vec![public.origin().to_owned()];
        if self.public_url.is_none() && public.is_local() {
            origins.push(format!("http://localhost:{}", self.listen.port()));
        }
        origins
    }

    /// True when others than this very machine can reach the server, as far as the settings tell: it listens on more than
    /// loopback, or its public address is not localhost. Demo accounts, whose passwords are printed in the manual, are
    /// refused then.
    #[must_use]
    pub fn is_public_address(&self) -> bool {
        !self.listen.ip().to_canonical().is_loopback() || !self.public_url().is_local()
    }
}

/// An `http` or `https` origin: scheme, host, perhaps a port; no path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    host: String,
    secure: bool,
}

/// Why a public address was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "write the address as http://host, http://host:port or https://host, with nothing after it"
)]
pub struct InvalidPublicUrl;

impl PublicUrl {
    fn of_listener(listen: SocketAddr) -> Self {
        // 0.0.0.0 is a place to listen on, not one to go to.
        let host = match listen.ip() {
            ip if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            ip => ip,
        };
        let authority = SocketAddr::new(host, listen.port()).to_string();
        Self {
            origin: format!("http://{authority}"),
            host: host.to_string(),
            secure: false,
        }
    }

    /// As a browser writes it in `Origin`: lower case, no default port, no slash at the end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host alone, without brackets or port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// True for `https`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// True for `localhost` (and names below it) and loopback addresses.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.host == "localhost"
            || self.host.ends_with(".localhost")
            || self
                .host
                .parse::<IpAddr>()
                .is_ok_and(|ip| ip.to_canonical().is_loopback())
    }
}

impl std::str::FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text
            .trim()
            .to_ascii_lowercase()
            .parse()
            .map_err(|_| InvalidPublicUrl)?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(InvalidPublicUrl),
        };
        let authority = uri.authority().ok_or(InvalidPublicUrl)?;
        let bare = !authority.as_str().contains('@')
            && matches!(uri.path(), "" | "/")
            && uri.query().is_none();
        if !bare || authority.host().is_empty() {
            return Err(InvalidPublicUrl);
        }
        let scheme = if secure { "https" } else { "http" };
        let default_port = if secure { 443 } else { 80 };
        let port = match authority.port_u16() {
            Some(port) if port != default_port => format!(":{port}"),
            Some(_) => String::new(),
            // "host:" or a port out of range.
            None if authority.as_str() != authority.host() => return Err(InvalidPublicUrl),
            None => String::new(),
        };
        let host = authority.host();
        Ok(Self {
            origin: format!("{scheme}://{host}{port}"),
            host: host
                .trim_start_matches('[')
                .trim_end_matches(']')
                .to_owned(),
            secure,
        })
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests;
