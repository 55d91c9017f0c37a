//! A folder with a database, and the program to run in it.

use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_veiviser");
pub const PASSWORD: &str = "kaffe-uten-sukker-48";

/// A machine of one's own: nothing from the environment reaches the program.
pub struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// With tables, facts and one editor of Stavanger.
    pub fn ready() -> Self {
        let machine = Self::new();
        machine.succeeds(&["migrate"]);
        machine.succeeds(&["seed"]);
        let added = machine.run_with_input(
            &[
                "user",
                "add",
                "--email=eli@here.example",
                "--name=Eli Editor",
                "--role=editor",
                "--municipality=1103",
                "--password-stdin",
            ],
            PASSWORD,
        );
        assert!(added.status.success(), "{}", stderr(&added));
        machine
    }

    /// A file in the folder the program runs in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    /// Runs a command that prints into a file.
    pub fn run_into(&self, arguments: &[&str], out: std::fs::File) -> Output {
        let child = self
            .command(arguments)
            .stdout(out)
            .stderr(Stdio::piped())
            .spawn();
        let child = child.expect("the program runs");
        child.wait_with_output().expect("the program ends")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut pipe = child.stdin.take().expect("a pipe");
        writeln!(pipe, "{input}").expect("the program reads");
        drop(pipe);
        child.wait_with_output().expect("the program ends")
    }

    /// Runs a command that must succeed; answers what it printed.
    #[track_caller]
    pub fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            stderr(&output)
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command that must fail with one readable line; answers it.
    #[track_caller]
    pub fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let said = stderr(&output);
        let lines: Vec<&str> = said
            .lines()
            .filter(|line| line.starts_with("veiviser: "))
            .collect();
        assert_eq!(lines.len(), 1, "{arguments:?}: {said}");
        lines[0].to_owned()
    }

    /// Runs a command whose options are wrong; answers what it says.
    #[track_caller]
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        stderr(&output)
    }

    /// Starts the server and waits until it is ready.
    pub async fn serve(&self) -> Server {
        self.serve_with(&["--log=warn"]).await
    }

    /// The same with these options besides.
    pub async fn serve_with(&self, options: &[&str]) -> Server {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let listen = format!("--listen=127.0.0.1:{port}");
        let child = self
            .command(&["serve", &listen, "--rate-limit=0"])
            .args(options)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut server = Server {
            child,
            base: format!("http://127.0.0.1:{port}"),
            http: reqwest::Client::new(),
        };
        let begun = Instant::now();
        loop {
            let ready = server.http.get(format!("{}/readyz", server.base));
            if ready
                .send()
                .await
                .is_ok_and(|response| response.status() == 200)
            {
                return server;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "the server does not become ready"
            );
            let ended = server.child.try_wait().expect("a process");
            assert!(ended.is_none(), "the server ended: {ended:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A server in a process of its own; killed when the test ends.
pub struct Server {
    pub child: Child,
    pub base: String,
    pub http: reqwest::Client,
}

impl Server {
    /// An access token of the editor.
    pub async fn token(&self) -> String {
        let answer = self
            .graphql(
                None,
                "mutation($input: IssueTokenInput!) { issueToken(input: $input) { accessToken userErrors { code } } }",
                json!({ "input": { "email": "eli@here.example", "password": PASSWORD } }),
            )
            .await
            .expect("an answer");
        answer["data"]["issueToken"]["accessToken"]
            .as_str()
            .unwrap_or_else(|| panic!("a token: {answer}"))
            .to_owned()
    }

    /// Sends a document; an error is a connection that broke.
    pub async fn graphql(
        &self,
        token: Option<&str>,
        query: &str,
        variables: Value,
    ) -> Result<Value, reqwest::Error> {
        let mut request = self
            .http
            .post(format!("{}/graphql", self.base))
            .json(&json!({ "query": query, "variables": variables }));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        request.send().await?.json().await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
