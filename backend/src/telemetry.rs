//! Logs, for a reader and a query alike.
//!
//! Every event has a name (`event = "db.connected"`) and fields; the sentence is for people. As text it is one line, as JSON
//! one object, on standard error, so that a command's own output stays clean. No secrets, no personal data: a filter cannot
//! repair that afterwards, so it is decided where the event is written.

use std::io::IsTerminal;

use tracing_subscriber::{
    EnvFilter, filter::ParseError, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

use crate::config::LogFormat;

/// Libraries that say much at `info`; a filter that names them says otherwise.
const QUIET: &str = "sqlx=warn,sea_orm=warn,sea_orm_migration=warn,hyper=warn,tower_http=info";

/// Logging could not start.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error("the log filter cannot be read; write for instance info or warn,veiviser=debug ({0})")]
    Filter(#[from] ParseError),
    /// Logging was started before, in this process.
    #[error("logging is already set up")]
    AlreadySet,
}

/// Starts logging for the whole process.
pub fn init(filter: &str, format: LogFormat) -> Result<(), TelemetryError> {
    let registry = tracing_subscriber::registry().with(parse(filter)?);
    let layer = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Text => registry.with(layer.with_target(false)).try_init(),
        LogFormat::Json => registry
            .with(
                layer
                    .json()
                    .flatten_event(true)
                    .with_current_span(true)
                    .with_span_list(false),
            )
            .try_init(),
    }
    .map_err(|_| TelemetryError::AlreadySet)
}

fn parse(filter: &str) -> Result<EnvFilter, ParseError> {
    // Later directives win over earlier ones for the same target, so the operator's come last.
    EnvFilter::builder().parse(format!("{QUIET},{filter}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operators_word_wins() {
        let filter = parse("info,sqlx=debug").unwrap().to_string();
        assert!(
            filter.contains("sqlx=debug") && !filter.contains("sqlx=warn"),
            "{filter}"
        );
        assert!(filter.contains("sea_orm=warn"), "{filter}");
        assert!(parse("veiviser=loudly").is_err());
    }
}
