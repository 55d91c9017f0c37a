use std::io::Read;

use harness::cast::{EDITOR, HERE, PASSWORD};
use harness::fixture::published_listing;
use harness::{Client, both_apps};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

/// Long enough to be worth it.
const QUERY: &str = "{ municipalities(first: 100) { nodes { number name county { name } } } }";

/// The token again and again.
const ALIASES: [&str; 4] = [
    "a: accessToken",
    "b: accessToken",
    "c: accessToken",
    "d: accessToken",
];

/// What came over the wire: this client does not unpack by itself.
struct Sent {
    status: u16,
    headers: reqwest::header::HeaderMap,
    body: Vec<u8>,
}

impl Sent {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    fn unpacked(&self) -> Value {
        let mut text = Vec::new();
        match self.header("content-encoding") {
            "br" => {
                brotli::BrotliDecompress(&mut self.body.as_slice(), &mut text).expect("brotli");
            }
            "gzip" => {
                flate2::read::GzDecoder::new(self.body.as_slice())
                    .read_to_end(&mut text)
                    .expect("gzip");
            }
            _ => text.clone_from(&self.body),
        }
        serde_json::from_slice(&text).expect("JSON")
    }
}

async fn send(request: RequestBuilder, accepted: &str) -> Sent {
    let response = request
        .header("accept-encoding", accepted)
        .send()
        .await
        .expect("an answer");
    Sent {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.bytes().await.expect("a body").to_vec(),
    }
}

fn get(client: &Client) -> RequestBuilder {
    client
        .request(Method::GET, "/graphql")
        .query(&[("query", QUERY)])
}

fn post(client: &Client, query: &str, variables: Value) -> RequestBuilder {
    client
        .request(Method::POST, "/graphql")
        .json(&json!({ "query": query, "variables": variables }))
}

both_apps! {
    async fn what_anybody_may_read_travels_small(app: TestApp) {
        let anybody = app.anonymous();
        let plain = send(get(&anybody), "identity").await;
        assert_eq!(plain.header("content-encoding"), "");
        for (accepted, form) in [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, *", "gzip")] {
            for request in [get(&anybody), post(&anybody, QUERY, json!({}))] {
                let sent = send(request, accepted).await;
                assert_eq!((sent.status, sent.header("content-encoding")), (200, form), "{accepted}");
                assert!(sent.body.len() * 3 < plain.body.len(), "{form}: {} of {}", sent.body.len(), plain.body.len());
                assert_eq!(sent.header("content-length"), sent.body.len().to_string());
                assert_eq!(sent.unpacked(), plain.unpacked());
                assert!(sent.header("vary").ends_with("accept-encoding"), "{}", sent.header("vary"));
            }
        }
        // Not worth it.
        let short = anybody.request(Method::GET, "/graphql").query(&[("query", "{ __typename }")]);
        assert_eq!(send(short, "br").await.header("content-encoding"), "");
    }

    /// A cache that holds the small form asks with its tag, and is told of that very tag.
    async fn a_tag_holds_for_both_forms(app: TestApp) {
        let anybody = app.anonymous();
        let plain = send(get(&anybody), "identity").await;
        let small = send(get(&anybody), "br").await;
        assert_eq!(plain.header("vary"), "accept, authorization, cookie, accept-encoding");
        assert_eq!(small.header("vary"), plain.header("vary"));
        assert_eq!(small.header("etag"), format!("W/{}", plain.header("etag")));
        for (held, accepted) in [(&small, "br"), (&plain, "identity")] {
            let again = send(get(&anybody).header("if-none-match", held.header("etag")), accepted).await;
            assert_eq!((again.status, again.body.len()), (304, 0));
            assert_eq!(again.header("etag"), held.header("etag"));
            assert_eq!(again.header("vary"), held.header("vary"));
            assert_eq!(again.header("content-encoding"), "");
        }
        published_listing(&app, "Nytt", HERE, "vaerested").await;
        let changed = send(get(&anybody).header("if-none-match", small.header("etag")), "br").await;
        assert_eq!(changed.status, 200);
    }

    async fn what_belongs_to_somebody_is_left_as_it_is(app: TestApp) {
        let editor = app.as_user(EDITOR).await;
        for request in [get(&editor), post(&editor, QUERY, json!({}))] {
            let sent = send(request, "br").await;
            assert_eq!((sent.status, sent.header("content-encoding")), (200, ""));
        }
        let issue = "mutation($input: IssueTokenInput!) { issueToken(input: $input) { accessToken refreshToken userErrors { code } } }";
        // Long enough that its length is not what saves it.
        let issue = issue.replacen("accessToken", &format!("{} accessToken", ALIASES.join(" ")), 1);
        let input = json!({ "input": { "email": EDITOR.email, "password": PASSWORD } });
        let issued = send(post(&app.anonymous(), &issue, input), "br").await;
        assert!(issued.body.len() > 1024, "{}", issued.body.len());
        assert!(issued.unpacked()["data"]["issueToken"]["accessToken"].is_string());
        assert_eq!(issued.header("content-encoding"), "");
        let token = issued.unpacked()["data"]["issueToken"]["accessToken"].as_str().expect("a token").to_owned();
        let sent = send(get(&app.anonymous().with_token(token)), "br").await;
        assert_eq!((sent.status, sent.header("content-encoding")), (200, ""));
    }
}
