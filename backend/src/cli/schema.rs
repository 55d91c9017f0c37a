//! `veiviser schema`

use std::io::Write;

use anyhow::Result;

pub fn run() -> Result<()> {
    let schema = crate::graphql::root::builder().finish();
    // Not `println!`: a reader that stops reading (`| head`) is no reason to panic.
    std::io::stdout().write_all(schema.sdl().as_bytes())?;
    Ok(())
}
