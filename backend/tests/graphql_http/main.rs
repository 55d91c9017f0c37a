//! The GraphQL-over-HTTP handler, asked from outside with a tiny schema.

mod changes;
mod errors;
mod network;
mod protocol;
mod tiny;

/// Serves the tiny schema to the audits of `tests/conformance` until they are done.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Node and `npm ci` in tests/conformance; the test command runs the audits against the real server"]
async fn the_conformance_audits_pass() {
    let (address, _) = network::serve().await;
    let status = tokio::task::spawn_blocking(move || {
        std::process::Command::new("npm")
            .args(["test", "--silent"])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/conformance"))
            .env("VEIVISER_URL", format!("http://{address}/graphql"))
            .status()
    })
    .await
    .expect("the audits run")
    .expect("npm starts");
    assert!(status.success());
}
