//! What the guard lets through and what it refuses, with the attacks that made it necessary.

use std::time::{Duration, Instant};

use async_graphql::{Pos, Variables};
use proptest::prelude::*;

use super::*;

const SDL: &str = "
    interface Named { name(upper: Boolean): String! }
    type Person implements Named { name(upper: Boolean): String! age: Int friends: [Person!]! pet: Pet born: Date }
    type House implements Named { name(upper: Boolean): String! age: String! owner: Person rooms: [Int!]! }
    union Pet = Cat | Dog
    type Cat { meow: String }
    type Dog { bark: String volume: Int! }
    type Query { person(id: ID, where: Where): Person named: Named pet: Pet }
    type Mutation { signIn: Boolean refreshToken: Boolean rename(name: String): Person }
    input Where { age: Int name: String }
    scalar Date
    schema { query: Query mutation: Mutation }
";

fn guard() -> Guard {
    let limits = Limits {
        once_only: vec!["signIn".into(), "refreshToken".into()],
        ..Limits::default()
    };
    Guard::new(
        limits,
        Arc::new(SchemaTypes::from_sdl(SDL).expect("the test schema parses")),
    )
}

fn check_with(source: &str, variables: serde_json::Value) -> Result<OperationType, Refusal> {
    guard()
        .check(source, None, &Variables::from_json(variables))
        .map(|checked| checked.operation)
}

fn check(source: &str) -> Result<OperationType, Refusal> {
    check_with(source, serde_json::json!({}))
}

#[track_caller]
fn refused(source: &str, code: RefusalCode) -> Refusal {
    let refusal = check(source).expect_err(source);
    assert_eq!(refusal.code, code, "{refusal:?}");
    refusal
}

#[track_caller]
fn passes(source: &str) {
    if let Err(refusal) = check(source) {
        panic!("refused: {refusal:?}\n{source}");
    }
}

/// As many opening brackets as are allowed, nested, would still be too many for the parser's stack in the worst build.
#[test]
fn a_bracket_bomb_does_not_reach_the_parser() {
    for bracket in ["[", "{", "(", "{a(b:[{c:"] {
        for times in [60, 399, 1_500, 80_000] {
            let bomb = format!("{{ a(b: {}", bracket.repeat(times));
            assert!(check(&bomb).is_err(), "{bracket} × {times}");
        }
    }
    refused(
        &format!("{{a(b:{}", "[".repeat(1_500)),
        RefusalCode::TooManyTokens,
    );
    refused(
        &format!("query($v: {}Int", "[".repeat(300)),
        RefusalCode::TooDeep,
    );
}

#[test]
fn the_deepest_nesting_allowed_parses() {
    let value = format!("{}1{}", "[".repeat(47), "]".repeat(47));
    passes(&format!("{{ person(id: {value}) {{ name }} }}"));
}

/// Each fragment spreads the next one twice: 2^30 fields in one kilobyte.
#[test]
fn a_fragment_bomb_is_refused_at_once() {
    let mut bomb = String::from("{ person { ...F0 } }");
    for step in 0..30 {
        bomb.push_str(&format!(
            " fragment F{step} on Person {{ ...F{0} ...F{0} }}",
            step + 1
        ));
    }
    bomb.push_str(" fragment F30 on Person { name }");
    let guard = guard();
    let quickest = (0..5)
        .map(|_| {
            let started = Instant::now();
            let refusal = guard.check(&bomb, None, &Variables::default()).unwrap_err();
            assert_eq!(refusal.code, RefusalCode::TooComplex);
            started.elapsed()
        })
        .min();
    // An unoptimised parser alone takes most of this; without the guard it is half a minute.
    let allowed = if cfg!(debug_assertions) { 100 } else { 10 };
    assert!(
        quickest < Some(Duration::from_millis(allowed)),
        "took {quickest:?}"
    );
}
#[test]
fn a_bomb_in_an_unused_fragment_is_refused_too() {
    let mut bomb = String::from("{ person { name } }");
    for step in 0..30 {
        bomb.push_str(&format!(
            " fragment F{step} on Person {{ ...F{0} ...F{0} }}",
            step + 1
        ));
    }
    bomb.push_str(" fragment F30 on Person { name }");
    refused(&bomb, RefusalCode::TooComplex);
}

#[test]
fn a_fragment_that_spreads_itself_is_refused() {
    refused(
        "{ person { ...A } } fragment A on Person { friends { ...A } }",
        RefusalCode::Validation,
    );
    refused(
        "{ person { ...A } } fragment A on Person { ...B } fragment B on Person { ...A }",
        RefusalCode::Validation,
    );
    refused("{ person { ...Nobody } }", RefusalCode::Validation);
}

#[test]
fn twenty_thousand_typenames_are_refused() {
    refused(
        &format!("{{ {} }}", "__typename ".repeat(20_000)),
        RefusalCode::TooManyTokens,
    );
    refused(
        &format!("{{ {} }}", "__typename ".repeat(21)),
        RefusalCode::TooComplex,
    );
    passes(&format!("{{ {} }}", "__typename ".repeat(20)));
    // Through a fragment the same.
    let spreads = "...F ".repeat(7);
    refused(
        &format!(
            "{{ {spreads} }} fragment F on Query {{ pet {{ __typename }} named {{ name }} person {{ age }} }}"
        ),
        RefusalCode::TooComplex,
    );
}

#[test]
fn depth_is_counted_through_fragments() {
    let nested = |levels: usize| {
        format!(
            "{{ person {{ {} name {} }} }}",
            "friends { ".repeat(levels),
            "} ".repeat(levels)
        )
    };
    passes(&nested(10));
    refused(&nested(11), RefusalCode::TooDeep);
    let half = format!("{} name {}", "friends { ".repeat(6), "} ".repeat(6));
    refused(
        &format!(
            "{{ person {{ {} ...F {} }} }} fragment F on Person {{ {half} }}",
            "friends { ".repeat(6),
            "} ".repeat(6)
        ),
        RefusalCode::TooDeep,
    );
}

#[test]
fn the_usual_introspection_query_passes() {
    let of_type = format!(
        "{} kind name {}",
        "kind name ofType { ".repeat(9),
        "} ".repeat(9)
    );
    passes(&format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} mutationType {{ name kind }}
            types {{ ...FullType }} directives {{ name description locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
        fragment FullType on __Type {{ kind name description
            fields(includeDeprecated: true) {{ name args(includeDeprecated: true) {{ ...InputValue }} type {{ ...TypeRef }} }}
            inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }}
            enumValues(includeDeprecated: true) {{ name }} possibleTypes {{ ...TypeRef }} }}
        fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue }}
        fragment TypeRef on __Type {{ {of_type} }}"
    ));
    // The greater depth is for introspection alone, and has its own end.
    let fields = |times: usize| {
        format!(
            "{{ __schema {{ types {{ {} name {} }} }} }}",
            "fields { type { ".repeat(times),
            "} } ".repeat(times)
        )
    };
    passes(&fields(6));
    refused(&fields(7), RefusalCode::TooDeep);
}

#[test]
fn aliases_and_directives_are_counted() {
    let aliases = |times: usize| {
        (0..times)
            .map(|n| format!("a{n}: name "))
            .collect::<String>()
    };
    passes(&format!("{{ person {{ {} }} }}", aliases(30)));
    refused(
        &format!("{{ person {{ {} }} }}", aliases(31)),
        RefusalCode::TooComplex,
    );
    passes(&format!(
        "{{ person {} {{ name }} }}",
        "@include(if: true) ".repeat(8)
    ));
    refused(
        &format!(
            "{{ person {} {{ name }} }}",
            "@include(if: true) ".repeat(9)
        ),
        RefusalCode::TooComplex,
    );
}

#[test]
fn one_login_a_document() {
    passes("mutation { signIn }");
    refused("mutation { a: signIn b: signIn }", RefusalCode::TooComplex);
    refused("mutation { signIn refreshToken }", RefusalCode::TooComplex);
    refused(
        "mutation { signIn ...M } fragment M on Mutation { b: signIn }",
        RefusalCode::TooComplex,
    );
    assert!(
        guard()
            .check(
                "mutation A { signIn } mutation B { signIn }",
                Some("A"),
                &Variables::default()
            )
            .is_err()
    );
}

#[test]
fn duplicate_input_fields_and_empty_parts_are_refused() {
    refused(
        "{ person(where: {age: 1, age: 2}) { name } }",
        RefusalCode::Validation,
    );
    passes("{ person(where: {age: 1, name: \"age\"}) { age } }");
    refused("query() { person { name } }", RefusalCode::Validation);
    refused("query(){}", RefusalCode::Validation);
    refused("query {}", RefusalCode::Parse);
    refused("{ person {} }", RefusalCode::Parse);
    refused("", RefusalCode::Parse);
    refused(
        "fragment F on Query { person { name } }",
        RefusalCode::Parse,
    );
}

#[test]
fn fields_that_cannot_be_merged_are_refused_at_every_level() {
    let conflicts = |source: &str| {
        let refusal = refused(source, RefusalCode::Validation);
        assert_eq!(refusal.locations.len(), 2, "{refusal:?}");
    };
    conflicts("{ person { name: age name } }");
    conflicts(
        "{ person { pet { __typename } friends { x: name } } person { friends { x: age } } }",
    );
    conflicts(
        "{ person { ...A friends { x: age } } } fragment A on Person { friends { x: name } }",
    );
    conflicts("{ person { name(upper: true) name(upper: false) } }");
    conflicts("{ person { name(upper: true) name } }");
    conflicts("query($a: Boolean, $b: Boolean) { person { name(upper: $a) name(upper: $b) } }");
    // An interface can be any of its objects.
    conflicts("{ named { x: name ... on House { x: age } } }");
    // Two objects never meet, but their values must look alike.
    conflicts("{ named { ... on Person { x: age } ... on House { x: age } } }");
    conflicts("{ named { ... on Person { x: name } ... on House { x: owner { name } } } }");
    conflicts(
        "{ named { ... on House { x: owner { y: born } } ... on House { x: owner { y: age } } } }",
    );

    passes("{ person { name name friends { name } friends { age } } person { name } }");
    passes(
        "{ person(where: {age: 1, name: \"a\"}) { name } person(where: {name: \"a\", age: 1}) { age } }",
    );
    passes("{ pet { ... on Cat { sound: meow } ... on Dog { sound: bark } } }");
    passes("{ a: person { x: name } b: person { x: age } }");
}

/// Every level offers five objects and what they share: naively 5^11 ways.
#[test]
fn overlapping_fragments_do_not_explode() {
    let parts: String = (0..11).map(|_| "friends { ...on Person{x:name} ...on House{x:name} ...on Cat{x:name} ...on Dog{x:name} ").collect();
    let started = Instant::now();
    let _ = check(&format!(
        "{{ person {{ {parts} name {} }} }}",
        "}".repeat(11)
    ));
    let shared = "...on Person{friends{...A}} ...on House{friends{...A}} ...on Cat{friends{...A}} ...on Named{friends{...A}}";
    let _ = check(&format!(
        "{{ person {{ {shared} }} }} fragment A on Named {{ {} }}",
        shared.replace("...A", "name")
    ));
    assert!(
        started.elapsed() < Duration::from_millis(200),
        "took {:?}",
        started.elapsed()
    );
}

#[test]
fn required_variables_are_there_and_not_null() {
    use serde_json::json;
    let source = "query($id: ID!) { person(id: $id) { name } }";
    assert!(check_with(source, json!({"id": "1"})).is_ok());
    for variables in [json!({}), json!({"id": null})] {
        assert_eq!(
            check_with(source, variables).unwrap_err().code,
            RefusalCode::Variables
        );
    }
    let list = "query($ids: [ID!]) { person(id: $ids) { name } }";
    assert!(check_with(list, json!({"ids": ["1"]})).is_ok());
    assert!(check_with(list, json!({"ids": null})).is_ok());
    assert!(check_with(list, json!({"ids": ["1", null]})).is_err());
    let defaulted = "query($id: ID! = 1) { person(id: $id) { name } }";
    assert!(check_with(defaulted, json!({})).is_ok());
    assert!(check_with(defaulted, json!({"id": null})).is_err());
}

#[test]
fn the_operation_is_chosen_by_name() {
    let source = "query A { pet { __typename } } mutation B { signIn }";
    let chosen = |name| {
        guard()
            .check(source, name, &Variables::default())
            .map(|checked| checked.operation)
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(chosen(Some("A")), Ok(OperationType::Query));
    assert_eq!(chosen(Some("B")), Ok(OperationType::Mutation));
    assert_eq!(chosen(Some("C")), Err(RefusalCode::UnknownOperation));
    assert_eq!(chosen(None), Err(RefusalCode::UnknownOperation));
}

#[test]
fn a_syntax_error_is_told_in_plain_words() {
    let refusal = refused("{\n  person(id: }", RefusalCode::Parse);
    assert_eq!(refusal.message, "Syntax error at line 2, column 14.");
    assert_eq!(
        refusal.locations,
        vec![Pos {
            line: 2,
            column: 14
        }]
    );
}

/// Bits of GraphQL in any order: far more of them get deep into the guard than random letters do.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "$",
        "!",
        "=",
        "@",
        "...",
        "\"",
        "\"\"\"",
        "\\",
        "#",
        "\n",
        "a",
        "person",
        "query",
        "mutation",
        "fragment",
        "F",
        "on",
        "Person",
        "null",
        "1",
        "-",
        "1.5e",
        "æ",
        "\u{feff}",
        "...F",
        "fragment F on Person { name }",
        "{ person { ...F } }",
        "(where: {age: 1})",
        "friends { x: name }",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(source in any::<String>()) {
        let _ = check(&source);
    }

    #[test]
    fn arbitrary_pieces_never_panic(source in pieces()) {
        let _ = check(&source);
    }

    #[test]
    fn nested_fields_never_panic(fields in prop::collection::vec(prop::sample::select(vec!["name", "x: age", "...F", "friends {", "}", "... on House {", "... {"]), 0..80)) {
        let open = fields.iter().filter(|field| field.ends_with('{')).count();
        let close = fields.iter().filter(|field| **field == "}").count();
        let _ = check(&format!("{{ person {{ {} {} }} }} fragment F on Person {{ x: name }}", fields.join(" "), "}".repeat(open.saturating_sub(close))));
    }
}
