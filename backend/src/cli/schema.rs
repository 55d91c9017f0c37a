//! `veiviser schema`

use std::io::Write;

use anyhow::Result;

pub fn run() -> Result<()> {
    let schema = crate::graphql::root::builder().finish();
    match std::io::stdout().write_all(schema.sdl().as_bytes()) {
        // A reader that stops reading (`| head`) has what it wanted.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
