use harness::TestApp;

const INTROSPECTION: &str = "{ __schema {
    queryType { fields { name description } }
    mutationType { fields { name description } }
    types { kind name description }
} }";

/// Whoever opens the explorer reads what each thing is. Inputs, payloads and the parts of a connection say it by their name and by the
/// operation they belong to.
#[tokio::test]
async fn every_operation_and_every_type_says_what_it_is() {
    let app = TestApp::sqlite().await;
    let response = app.anonymous().get_graphql(INTROSPECTION).await;
    let schema = &response.data()["__schema"];
    let mut silent = Vec::new();
    for (operation, list) in [("Query", "queryType"), ("Mutation", "mutationType")] {
        for field in schema[list]["fields"].as_array().expect("fields") {
            if field["description"].as_str().is_none_or(str::is_empty) {
                silent.push(format!("{operation}.{}", field["name"]));
            }
        }
    }
    for found in schema["types"].as_array().expect("types") {
        let name = found["name"].as_str().expect("a name");
        let told_elsewhere = ["Input", "Payload", "Connection", "Edge"]
            .iter()
            .any(|end| name.ends_with(end));
        let known = ["Query", "Mutation", "ID"].contains(&name);
        if !told_elsewhere && !known && found["description"].as_str().is_none_or(str::is_empty) {
            silent.push(name.to_owned());
        }
    }
    assert_eq!(silent, Vec::<String>::new(), "these have no description");
}
