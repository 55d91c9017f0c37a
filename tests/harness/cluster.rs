//! A PostgreSQL of our own, for tests only.
//!
//! The first test that asks makes a cluster in the temporary folder and starts it; all test processes of this checkout share
//! it, and `watch.sh` stops and removes it when none has held it for [`IDLE_SECONDS`]. It listens on a socket in that folder
//! and on no network, and it never waits for the disk: what is in it is worth nothing.
//!
//! PostgreSQL refuses to run as root. A test run by root (a container) runs it as the `postgres` user, or `nobody`.

use std::{
    fs::{self, File, OpenOptions},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    os::unix::{
        fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};

/// How long an unused cluster stays, so that one test run after another finds it ready.
const IDLE_SECONDS: u32 = 60;
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// The running cluster. This process holds it in use until it ends.
#[derive(Debug)]
pub struct Cluster {
    dir: PathBuf,
    _in_use: File,
}

impl Cluster {
    /// The cluster, started when it is not running yet. Blocks.
    pub fn shared() -> anyhow::Result<&'static Self> {
        static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
        CLUSTER
            .get_or_init(|| Self::start().map_err(|error| format!("{error:#}")))
            .as_ref()
            .map_err(|error| anyhow::anyhow!("cannot start a PostgreSQL for the tests: {error}"))
    }

    /// The address of one database in it.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!(
            "postgres://veiviser@localhost/{database}?host={}",
            self.dir.display()
        )
    }

    fn start() -> anyhow::Result<Self> {
        let bin = option_env!("VEIVISER_POSTGRES_BIN")
            .map(PathBuf::from)
            .context("no PostgreSQL programs were found when the tests were built; set VEIVISER_POSTGRES_BIN to their folder")?;
        let owner = Owner::find()?;
        let dir = folder(&bin);
        match fs::create_dir(&dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(error).with_context(|| format!("creating {}", dir.display()));
            }
            Err(_) => {}
            Ok(()) => owner.own(&dir)?,
        }
        ensure!(
            owner.owns(&dir)?,
            "{} belongs to another user",
            dir.display()
        );
        let start = lock_file(&dir.join("start"), &owner)?;
        start.lock()?;
        let in_use = lock_file(&dir.join("in-use"), &owner)?;
        in_use.lock_shared()?;
        let watched = lock_file(&dir.join("watched"), &owner)?;
        let unwatched = watched.try_lock().is_ok();
        drop(watched);
        if unwatched || !answers(&bin, &dir) {
            launch(&bin, &dir, &owner)?;
        }
        start.unlock()?;
        Ok(Self {
            dir,
            _in_use: in_use,
        })
    }
}

/// Short, because a socket's path may have a hundred characters at most; one for each checkout and version.
fn folder(bin: &Path) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_MANIFEST_DIR"), bin).hash(&mut hasher);
    std::env::temp_dir().join(format!("veiviser-pg-{:08x}", hasher.finish() >> 32))
}

fn answers(bin: &Path, dir: &Path) -> bool {
    Command::new(bin.join("pg_isready"))
        .args(["--quiet", "--host"])
        .arg(dir)
        .status()
        .is_ok_and(|status| status.success())
}

fn launch(bin: &Path, dir: &Path, owner: &Owner) -> anyhow::Result<()> {
    let data = dir.join("data");
    // Left by a machine that went down, or by a watcher that was killed: nothing in it is worth keeping.
    if data.exists() {
        stop_stray(&data);
        fs::remove_dir_all(&data)?;
    }
    let made = owner
        .command(bin.join("initdb"), dir)
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=veiviser",
            "--encoding=UTF8",
            "--locale=C",
            "--pgdata",
        ])
        .arg(&data)
        .output()?;
    ensure!(
        made.status.success(),
        "initdb: {}",
        String::from_utf8_lossy(&made.stderr)
    );

    let script = dir.join("watch.sh");
    fs::write(&script, include_str!("watch.sh"))?;
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    let log = File::create(dir.join("log"))?;
    // A process group of its own: it must outlive this test and whatever ends it. No open pipe of ours may stay with it.
    let mut watcher = owner
        .command("/bin/sh", dir)
        .arg(&script)
        .args([bin, dir])
        .arg(IDLE_SECONDS.to_string())
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .process_group(0)
        .spawn()?;
    let begun = Instant::now();
    while !answers(bin, dir) {
        let log = || fs::read_to_string(dir.join("log")).unwrap_or_default();
        if watcher.try_wait()?.is_some() {
            bail!("PostgreSQL ended at once: {}", log());
        }
        ensure!(
            begun.elapsed() < START_TIMEOUT,
            "PostgreSQL does not answer: {}",
            log()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Ends a server that still runs on this folder, by the process id it wrote there.
fn stop_stray(data: &Path) {
    let Ok(text) = fs::read_to_string(data.join("postmaster.pid")) else {
        return;
    };
    let Some(pid) = text
        .lines()
        .next()
        .and_then(|line| line.trim().parse::<u32>().ok())
    else {
        return;
    };
    // The id may since belong to something else: only a server started on this very folder is ended.
    let folder = data.canonicalize().unwrap_or_else(|_| data.to_owned());
    let ours = fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd == folder);
    if ours {
        let _ = Command::new("kill")
            .args(["-QUIT", &pid.to_string()])
            .status();
        std::thread::sleep(Duration::from_secs(1));
    }
}

fn lock_file(path: &Path, owner: &Owner) -> anyhow::Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .mode(0o600)
        .open(path)?;
    owner.own(path)?;
    Ok(file)
}

/// Whom PostgreSQL runs as: ourselves, or an ordinary user when we are root.
#[derive(Debug)]
struct Owner {
    uid: u32,
    gid: u32,
    switch: bool,
}

impl Owner {
    fn find() -> anyhow::Result<Self> {
        let id = |flag| -> anyhow::Result<u32> {
            let output = Command::new("id").arg(flag).output()?;
            Ok(String::from_utf8(output.stdout)?.trim().parse()?)
        };
        let (uid, gid) = (id("-u")?, id("-g")?);
        if uid != 0 {
            return Ok(Self {
                uid,
                gid,
                switch: false,
            });
        }
        let users = fs::read_to_string("/etc/passwd")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| users.lines().find_map(|line| parse_user(line, name)))
            .map(|(uid, gid)| Self { uid, gid, switch: true })
            .context("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>, dir: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(dir)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LC_ALL", "C");
        if self.switch {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    fn own(&self, path: &Path) -> io::Result<()> {
        if self.switch {
            chown(path, Some(self.uid), Some(self.gid))
        } else {
            Ok(())
        }
    }

    fn owns(&self, path: &Path) -> io::Result<bool> {
        let found = fs::symlink_metadata(path)?;
        Ok(found.is_dir() && (found.uid() == self.uid || found.uid() == 0))
    }
}

/// The user and group id in one line of `/etc/passwd`.
fn parse_user(line: &str, name: &str) -> Option<(u32, u32)> {
    let mut fields = line.split(':');
    (fields.next()? == name).then_some(())?;
    Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
}
