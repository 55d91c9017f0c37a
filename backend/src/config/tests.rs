use clap::Parser;

use super::*;
use crate::db::Backend;

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    settings: Settings,
}

fn settings(arguments: &[&str]) -> Result<Settings, clap::Error> {
    let arguments = std::iter::once("veiviser").chain(arguments.iter().copied());
    Program::try_parse_from(arguments).map(|program| program.settings)
}

#[test]
fn the_defaults_need_nothing() {
    let settings = settings(&[]).unwrap();
    assert_eq!(settings.database.database_url.backend(), Backend::Sqlite);
    assert_eq!(
        settings.database.database_url.to_string(),
        "sqlite://data/veiviser.db"
    );
    assert_eq!(settings.public_url().origin(), "http://127.0.0.1:8080");
    assert_eq!(settings.trusted_proxies, TrustedProxies::None);
    assert!(!settings.is_public_address());
}

#[test]
fn a_name_to_listen_on_is_looked_up() {
    let listen = |text: &str| settings(&[&format!("--listen={text}")]).map(|it| it.listen);
    assert_eq!(
        listen("localhost:8080").unwrap().to_string(),
        "127.0.0.1:8080"
    );
    assert_eq!(listen("[::1]:80").unwrap().to_string(), "[::1]:80");
    for wrong in ["localhost", "8080", "no.such.host.invalid:80", ""] {
        assert!(listen(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn yes_and_no_are_said_as_people_say_them() {
    for (text, said) in [
        ("1", true),
        ("yes", true),
        ("true", true),
        ("0", false),
        ("off", false),
    ] {
        let settings = settings(&[
            &format!("--metrics-public={text}"),
            &format!("--insecure-http={text}"),
        ])
        .unwrap();
        assert_eq!(
            (settings.metrics_public, settings.insecure_http),
            (said, said),
            "{text}"
        );
    }
    assert!(settings(&["--metrics-public"]).unwrap().metrics_public);
    assert!(settings(&["--metrics-public=perhaps"]).is_err());
}

#[test]
fn a_server_others_can_reach_is_public() {
    let cases: &[(&[&str], bool)] = &[
        (&["--listen=127.0.0.1:8080"], false),
        (&["--listen=[::1]:8080"], false),
        (&["--listen=[::ffff:127.0.0.1]:8080"], false),
        (
            &["--listen=127.0.0.1:80", "--public-url=http://localhost"],
            false,
        ),
        (
            &[
                "--listen=127.0.0.1:80",
                "--public-url=http://LOCALHOST:8080/",
            ],
            false,
        ),
        (&["--listen=0.0.0.0:8080"], true),
        (&["--listen=[::]:8080"], true),
        (
            &[
                "--listen=192.168.1.4:8080",
                "--public-url=http://localhost:8080",
            ],
            true,
        ),
        (
            &[
                "--listen=127.0.0.1:8080",
                "--public-url=https://veiviser.example.no",
            ],
            true,
        ),
        (
            &[
                "--listen=127.0.0.1:8080",
                "--public-url=https://localhost.example.no",
            ],
            true,
        ),
    ];
    for (arguments, expected) in cases {
        assert_eq!(
            settings(arguments).unwrap().is_public_address(),
            *expected,
            "{arguments:?}"
        );
    }
}

#[test]
fn our_own_pages_are_at_localhost_too_until_there_is_a_public_address() {
    assert_eq!(
        settings(&["--listen=127.0.0.1:4711"]).unwrap().origins(),
        ["http://127.0.0.1:4711", "http://localhost:4711"]
    );
    let public = settings(&["--public-url=https://veiviser.example.no"]).unwrap();
    assert_eq!(public.origins(), ["https://veiviser.example.no"]);
}

#[test]
fn metrics_are_shown_to_others_only_when_asked_for() {
    for (arguments, public) in [
        (&[][..], false),
        (&["--metrics-public"][..], true),
        (&["--metrics-public=true"][..], true),
        (&["--metrics-public=false"][..], false),
    ] {
        assert_eq!(settings(arguments).unwrap().metrics_public, public);
    }
}

#[test]
fn the_public_address_is_compared_as_a_browser_writes_it() {
    for (text, origin) in [
        (
            "https://Veiviser.Example.no/",
            "https://veiviser.example.no",
        ),
        (
            "https://veiviser.example.no:443",
            "https://veiviser.example.no",
        ),
        (
            "http://veiviser.example.no:80",
            "http://veiviser.example.no",
        ),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ] {
        assert_eq!(text.parse::<PublicUrl>().unwrap().origin(), origin);
    }
    for text in [
        "",
        "veiviser.no",
        "ftp://veiviser.no",
        "https://veiviser.no/api",
        "https://a@veiviser.no",
        "https://veiviser.no?x",
        "https://veiviser.no:99999",
    ] {
        assert!(text.parse::<PublicUrl>().is_err(), "{text:?} was accepted");
    }
}

#[test]
fn a_refused_setting_is_explained_without_the_password() {
    let error = settings(&["--database-url=mysql://ola:hemmelig@h/db"])
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("sqlite:// or postgres://"), "{error}");
}
