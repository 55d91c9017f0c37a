//! The program `veiviser`.

fn main() -> std::process::ExitCode {
    veiviser::cli::main()
}
