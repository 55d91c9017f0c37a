use crate::machine::Machine;

#[tokio::test]
async fn the_keys_are_replaced_and_listed() {
    let machine = Machine::ready();
    assert!(
        machine
            .succeeds(&["keys", "list"])
            .starts_with("No keys yet")
    );
    let server = machine.serve().await;
    let _token = server.token().await;
    let first = machine.succeeds(&["keys", "list"]);
    assert_eq!(first.lines().count(), 1, "{first}");
    assert!(first.contains("signs until"), "{first}");
    let made = machine.succeeds(&["keys", "rotate"]);
    assert!(made.starts_with("New: "), "{made}");
    assert_eq!(machine.succeeds(&["keys", "list"]).lines().count(), 2);
    let made = machine.succeeds(&["keys", "rotate", "--retire"]);
    assert!(made.contains("within a minute"), "{made}");
    let last = machine.succeeds(&["keys", "list"]);
    assert_eq!(last.lines().count(), 1, "{last}");
    let kid = |text: &str| text.split_whitespace().next().map(str::to_owned);
    assert_ne!(kid(&last), kid(&first));
    // A server that runs signs with it at once.
    let _token = server.token().await;
    assert_eq!(machine.succeeds(&["keys", "list"]), last);
    let help = machine.succeeds(&["keys", "rotate", "--help"]);
    assert!(
        help.contains("--retire") && help.contains("90 days"),
        "{help}"
    );
}
