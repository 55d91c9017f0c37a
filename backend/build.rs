//! A release server carries the console's files, so cargo must compile it again when they change. A debug server reads them from the
//! folder as it runs; the folder must be there when it is compiled, for its true path is written into the program.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let console = Path::new("../target/console/dist");
    // Without a console yet the folder is empty: the server compiles all the same and says at its door that it carries none.
    let _ = std::fs::create_dir_all(console);
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={}", console.display());
    }
}
