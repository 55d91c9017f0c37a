//! The public API of a real server over a whole country of listings:
//!
//! `cargo xtask bench api`
//!
//! Makes a throw-away catalogue of 20,000 listings, serves it by the release program (`VEIVISER_BIN`), and asks each question over and
//! over from a few connections that wait for their answers. Prints answers a second, the median and the slowest hundredth, and
//! how each question compares with the smallest there is (`{ __typename }`), which is what HTTP and GraphQL themselves cost: that ratio
//! travels between machines, the rest does not.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

const LISTINGS: &str = "20000";
const CONNECTIONS: usize = 4;
const WARM: Duration = Duration::from_millis(500);
const MEASURED: Duration = Duration::from_secs(3);

const QUESTIONS: [(&str, &str); 6] = [
    ("nothing (the floor)", "{ __typename }"),
    (
        "20 listings of a municipality",
        r#"{ listings(first: 20, filter: { municipalityNumber: "4601" }) { totalCount
            nodes { id name summary serviceType { name } contactPoints { kind formattedValue } } } }"#,
    ),
    (
        "the same, and open now",
        r#"{ listings(first: 20, filter: { municipalityNumber: "4601" }) { totalCount
            nodes { id name contactPoints { formattedValue openingHours { openNow nextChange { at state } } } } } }"#,
    ),
    (
        "open at an instant, whole country",
        r#"{ listings(first: 20, filter: { openAt: "2026-12-24T20:00:00Z" }) { totalCount nodes { id name } } }"#,
    ),
    (
        "search by text",
        r#"{ listings(first: 20, filter: { text: "rus" }) { totalCount nodes { id name } } }"#,
    ),
    (
        "357 municipalities",
        "{ municipalities(first: 100) { totalCount nodes { number name county { name } } } }",
    ),
];

/// A server of our own, gone when we are.
struct Server {
    child: Child,
    url: String,
    _folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program() -> Result<PathBuf> {
    let path = std::env::var_os("VEIVISER_BIN").map(PathBuf::from);
    let path = path.context("VEIVISER_BIN names no server: run `cargo xtask bench api`")?;
    ensure!(path.is_file(), "there is no server at {}", path.display());
    Ok(path)
}

fn run(program: &Path, folder: &Path, args: &[&str]) -> Result<()> {
    let status = Command::new(program)
        .current_dir(folder)
        .args(args)
        .stdout(Stdio::null())
        .status()?;
    ensure!(status.success(), "`veiviser {}` failed", args.join(" "));
    Ok(())
}

fn start() -> Result<Server> {
    let program = program()?;
    let folder = tempfile::tempdir()?;
    run(&program, folder.path(), &["migrate"])?;
    run(&program, folder.path(), &["seed"])?;
    let begun = Instant::now();
    run(
        &program,
        folder.path(),
        &["generate", "--listings", LISTINGS, "--seed", "1"],
    )?;
    println!(
        "generated and published {LISTINGS} listings in {:.1} s",
        begun.elapsed().as_secs_f32()
    );
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let address = format!("127.0.0.1:{port}");
    let begun = Instant::now();
    let mut child = Command::new(&program)
        .current_dir(folder.path())
        .arg("serve")
        .env("VEIVISER_LISTEN", &address)
        // The clients are all one address here; what is measured is the answering.
        .env("VEIVISER_RATE_LIMIT", "0")
        .env("VEIVISER_LOG", "error")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(out) = child.stdout.take() {
        // Read so that the server never waits for a full pipe.
        std::thread::spawn(move || BufReader::new(out).lines().for_each(drop));
    }
    let server = Server {
        child,
        url: format!("http://{address}"),
        _folder: folder,
    };
    println!("started in at most {:?}", wait(&server.url, begun)?);
    Ok(server)
}

fn wait(url: &str, begun: Instant) -> Result<Duration> {
    let address = url.trim_start_matches("http://").to_owned();
    while begun.elapsed() < Duration::from_secs(60) {
        if std::net::TcpStream::connect(&address).is_ok() {
            return Ok(begun.elapsed());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    bail!("the server did not start within a minute")
}

struct Measured {
    each_second: f64,
    median: Duration,
    slowest_hundredth: Duration,
    bytes: usize,
}

async fn ask(client: &reqwest::Client, url: &str, body: &Value) -> Result<Vec<u8>> {
    let response = client
        .post(format!("{url}/graphql"))
        .json(body)
        .send()
        .await?;
    let status = response.status();
    let bytes = response.bytes().await?;
    ensure!(
        status.is_success(),
        "{status}: {}",
        String::from_utf8_lossy(&bytes)
    );
    Ok(bytes.to_vec())
}

async fn measure(url: &str, query: &str) -> Result<Measured> {
    let body = json!({ "query": query });
    let client = reqwest::Client::new();
    let first = ask(&client, url, &body).await?;
    let answer: Value = serde_json::from_slice(&first)?;
    ensure!(answer.get("errors").is_none(), "{query}: {answer}");

    let begun = Instant::now();
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (client, url, body) = (client.clone(), url.to_owned(), body.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while begun.elapsed() < WARM + MEASURED {
                    let asked = Instant::now();
                    ask(&client, &url, &body).await?;
                    if begun.elapsed() > WARM {
                        times.push(asked.elapsed());
                    }
                }
                anyhow::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await??);
    }
    times.sort_unstable();
    ensure!(!times.is_empty(), "{query}: no answer in time");
    Ok(Measured {
        each_second: times.len() as f64 / MEASURED.as_secs_f64(),
        median: times[times.len() / 2],
        slowest_hundredth: times[times.len() * 99 / 100],
        bytes: first.len(),
    })
}

fn main() -> Result<()> {
    // `cargo bench` names a filter of single benchmarks first; flags of its own are not for us.
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let server = start()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    println!(
        "\n{:<36}{:>10}{:>10}{:>10}{:>10}{:>12}",
        "question", "answers/s", "median", "99 %", "bytes", "of floor"
    );
    let mut floor = None;
    for (name, query) in QUESTIONS {
        if wanted
            .as_ref()
            .is_some_and(|wanted| !name.contains(wanted.as_str()) && floor.is_some())
        {
            continue;
        }
        let measured = runtime.block_on(measure(&server.url, query))?;
        let floor = *floor.get_or_insert(measured.each_second);
        println!(
            "{name:<36}{:>10.0}{:>8.2}ms{:>8.2}ms{:>10}{:>11.0}%",
            measured.each_second,
            measured.median.as_secs_f64() * 1e3,
            measured.slowest_hundredth.as_secs_f64() * 1e3,
            measured.bytes,
            100.0 * measured.each_second / floor
        );
    }
    Ok(())
}
