//! Two things are made before the console compiles: the typed GraphQL schema (cynic) and the typed texts (leptos_i18n).

use std::{env, error::Error, fs, path::PathBuf};

use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};

/// One file a language and namespace under `locales/`; a feature has a namespace of its own.
const NAMESPACES: [&str; 18] = [
    "common",
    "shell",
    "sign_in",
    "account",
    "users",
    "audit",
    "my_page",
    "listings",
    "editor",
    "review",
    "discussion",
    "history",
    "hours",
    "hours_special",
    "diff",
    "hours_preview",
    "copy_hours",
    "default_hours",
];

/// GraphQL enums that are Rust enums in `veiviser_schema` already, and the document input that is a Rust struct there. cynic would
/// want a twin of each in this crate; told that they are scalars, it takes the contract's own types (see `src/api/bind.rs`). What is
/// sent over the wire is the same.
const BOUND: [&str; 22] = [
    "Role",
    "Action",
    "Language",
    "ErrorCode",
    "Severity",
    "Answer",
    "Referral",
    "CostKind",
    "Anonymity",
    "TargetGroup",
    "ContactParty",
    "Referrer",
    "ContactKind",
    "HoursSource",
    "AccessibilityFeature",
    "OrganisationKind",
    "ServiceTypeKind",
    "AdministrativeLevel",
    "Topic",
    "LanguageForm",
    "ListingContentInput",
    "OpeningHoursScheduleInput",
];

fn main() -> Result<(), Box<dyn Error>> {
    // Where what lies and who names it: by this the finished wasm is taken apart (see `src/parts`).
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }

    let contract = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../schema/schema.graphql");
    println!("cargo::rerun-if-changed={}", contract.display());
    cynic_codegen::register_schema("veiviser")
        .from_sdl(&for_cynic(&fs::read_to_string(contract)?))?
        .as_default()?;

    let out = PathBuf::from(env::var("OUT_DIR")?).join("i18n");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let texts = parse_locales(
        None,
        Config::new("nb")?
            .add_locale("nn")?
            .add_locale("en")?
            .add_namespaces(NAMESPACES)?
            .parse_options(ParseOptions::default().interpolate_display(true)),
    )?;
    // A text that one language lacks stops the build: nothing is shown in another language by accident.
    for problem in texts.diag.errors().iter() {
        println!("cargo::error={problem}");
    }
    for problem in texts.diag.warnings().iter() {
        println!("cargo::error={problem}");
    }
    fs::create_dir_all(&out)?;
    let module = leptos_i18n_codegen::gen_code(&texts, None, false, None, false)?;
    fs::write(out.join("mod.rs"), module.to_string())?;
    Ok(())
}

/// The schema as cynic reads it: bound types become scalars, and `ID` becomes the scalar `NodeId`, so that a field can be a
/// `UserId` or a `ListingId` rather than any text.
fn for_cynic(sdl: &str) -> String {
    let mut out = String::with_capacity(sdl.len());
    let mut skipping = false;
    for line in sdl.lines() {
        if skipping {
            skipping = line != "}";
            continue;
        }
        let bound = line
            .strip_suffix(" {")
            .and_then(|head| {
                head.strip_prefix("enum ")
                    .or_else(|| head.strip_prefix("input "))
            })
            .filter(|name| BOUND.contains(name));
        if let Some(name) = bound {
            out.push_str("scalar ");
            out.push_str(name);
            out.push('\n');
            skipping = true;
            continue;
        }
        out.push_str(&line.replace(": ID", ": NodeId").replace("[ID", "[NodeId"));
        out.push('\n');
    }
    out.push_str("scalar NodeId\n");
    out
}
