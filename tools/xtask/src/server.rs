//! PHP's own web server, with the embedded shop or a bench script in it.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The embedded shop's front controller.
const SHOP: &str = "plugins/standalone/public/index.php";
/// How long a server may take until it accepts connections.
const PATIENCE: Duration = Duration::from_secs(20);

/// OPcache leaves a file alone that is younger than two seconds, as a fresh build is.
pub(crate) const CACHE_AT_ONCE: &str = "opcache.file_update_protection=0";

/// What is served.
pub(crate) struct Site {
    /// The PHP file that gets every request; the files beside it are served as they are.
    router: PathBuf,
    /// Where the server writes what it has to say.
    log: PathBuf,
    /// Requests answered at the same time.
    workers: u8,
    environment: Vec<(&'static str, OsString)>,
}

impl Site {
    /// The embedded shop below `root`, a checkout or an unpacked package, with its data in `data`.
    pub(crate) fn shop(root: &Path, data: &Path) -> Self {
        Self {
            router: root.join(SHOP),
            log: data.join("server.log"),
            workers: 4,
            environment: vec![("REMISE_DATA", data.into())],
        }
    }

    /// The same with its data in a database: `sqlite:FILE`, or `mysql://USER:PASSWORD@HOST:PORT/DATABASE`.
    pub(crate) fn with_store(mut self, store: &str) -> Self {
        self.environment.push(("REMISE_STORE", store.into()));
        self
    }

    /// One script, served by one process, so that each request finds what the one before it left in OPcache.
    pub(crate) fn script(router: PathBuf, log: PathBuf) -> Self {
        Self { router, log, workers: 1, environment: Vec::new() }
    }
}

/// A running server; dropping it stops it.
pub(crate) struct Server {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Server {
    /// Serves `site` on `port` of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When the port is taken, or the server ends at once.
    pub(crate) fn start(site: Site, port: u16) -> Result<Self> {
        refuse_taken(port)?;
        let public = site.router.parent().filter(|_| site.router.is_file());
        let public =
            public.with_context(|| format!("missing: {}; is this a whole checkout?", site.router.display()))?;
        if let Some(directory) = site.log.parent() {
            fs::create_dir_all(directory).with_context(|| format!("could not create {}", directory.display()))?;
        }
        let log = File::create(&site.log).with_context(|| format!("could not write {}", site.log.display()))?;
        let mut command = Command::new("php");
        command.args(["-d", "opcache.enable=1", "-d", CACHE_AT_ONCE, "-d", "variables_order=EGPCS"]);
        command.args(["-S", &format!("127.0.0.1:{port}"), "-t"]).arg(public).arg(&site.router).envs(site.environment);
        if site.workers > 1 {
            command.env("PHP_CLI_SERVER_WORKERS", site.workers.to_string());
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).process_group(0);
        let mut server = Self { process: command.spawn().context("could not start `php -S`")?, port, log: site.log };
        server.await_ready()?;
        Ok(server)
    }

    /// `http://127.0.0.1:8080`, without a slash at the end.
    pub(crate) fn address(&self) -> String {
        format!("http://{}", local(self.port))
    }

    /// Asks for a path; gives the status line and the body.
    pub(crate) fn get(&self, path: &str) -> Result<(String, String)> {
        let mut stream = TcpStream::connect(local(self.port))?;
        stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", local(self.port)).as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").context("no HTTP answer")?;
        Ok((head.lines().next().unwrap_or_default().to_owned(), body.trim().to_owned()))
    }

    /// Where the server writes what it has to say.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    /// The server and its workers, as a process group.
    pub(crate) fn group(&self) -> u32 {
        self.process.id()
    }

    /// Waits until the server is stopped; that it ended by itself is an error.
    pub(crate) fn wait(&mut self) -> Result<()> {
        let status = self.process.wait()?;
        if status.signal().is_none() {
            bail!("the server ended ({status}); see {}", self.log.display());
        }
        Ok(())
    }

    fn await_ready(&mut self) -> Result<()> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if self.process.try_wait()?.is_some() {
                bail!("`php -S` ended at once: {}", fs::read_to_string(&self.log).unwrap_or_default().trim());
            }
            if TcpStream::connect(local(self.port)).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not answer within {} s; see {}", PATIENCE.as_secs(), self.log.display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(self.group());
        drop(self.process.wait());
    }
}

/// Ends a server with its workers, which PHP leaves running when only their parent ends.
pub(crate) fn stop(group: u32) {
    drop(Command::new("kill").args(["-TERM", "--", &format!("-{group}")]).stderr(Stdio::null()).status());
}

/// A port nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(local(0))?.local_addr()?.port())
}

fn refuse_taken(port: u16) -> Result<()> {
    match TcpListener::bind(local(port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!("port {port} is taken; choose another: cargo xtask demo --port {}", port.wrapping_add(1).max(1024))
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}
