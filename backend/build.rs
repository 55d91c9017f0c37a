//! A release server carries the console's files, so cargo must compile it again when they change.
//! A debug server reads them from disk as it runs and need not.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        let console = Path::new("../target/console/dist");
        // A folder that is not there counts as changed every time. If it cannot be made, the server
        // compiles all the same and says at its door that it carries no console.
        let _ = std::fs::create_dir_all(console);
        println!("cargo::rerun-if-changed={}", console.display());
    }
}
