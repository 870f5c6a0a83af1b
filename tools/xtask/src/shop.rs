//! The embedded shop as a running server.

use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The front controller that PHP's own server hands every request to.
const ROUTER: &str = "plugins/standalone/public/index.php";
/// Requests answered at the same time.
const WORKERS: &str = "4";
/// How long the shop may take until it accepts connections.
const PATIENCE: Duration = Duration::from_secs(20);

/// A shop that is being served; dropping it stops it.
pub(crate) struct Shop {
    server: Child,
    port: u16,
    log: PathBuf,
}

impl Shop {
    /// Starts the shop on `port` with its data in `data`.
    ///
    /// # Errors
    ///
    /// When the port is taken, or the server ends at once.
    pub(crate) fn start(tree: &Tree, port: u16, data: &Path) -> Result<Self> {
        refuse_taken(port)?;
        let router = tree.at(ROUTER);
        let public = router.parent().context("the router has no directory")?;
        if !router.is_file() {
            bail!("missing: {ROUTER}; is this a whole checkout?");
        }
        fs::create_dir_all(data).with_context(|| format!("could not create {}", data.display()))?;
        let log = data.join("server.log");
        let sink = File::create(&log).with_context(|| format!("could not write {}", log.display()))?;
        let server = Command::new("php")
            .args(["-d", "opcache.enable=1", "-d", "variables_order=EGPCS"])
            .args(["-S", &format!("127.0.0.1:{port}"), "-t"])
            .arg(public)
            .arg(&router)
            .env("REMISE_DATA", data)
            .env("PHP_CLI_SERVER_WORKERS", WORKERS)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(sink)
            .process_group(0)
            .spawn()
            .context("could not start `php -S`")?;
        let mut shop = Self { server, port, log };
        shop.await_ready()?;
        Ok(shop)
    }

    /// `http://127.0.0.1:8080`, without a slash at the end.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where the server writes what it has to say.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    /// The server and its workers, as a process group.
    pub(crate) fn group(&self) -> u32 {
        self.server.id()
    }

    /// Waits until the server is stopped; that it ended by itself is an error.
    pub(crate) fn wait(&mut self) -> Result<()> {
        let status = self.server.wait()?;
        if status.signal().is_none() {
            bail!("the server ended ({status}); see {}", self.log.display());
        }
        Ok(())
    }

    fn await_ready(&mut self) -> Result<()> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if self.server.try_wait()?.is_some() {
                bail!("`php -S` ended at once: {}", fs::read_to_string(&self.log).unwrap_or_default().trim());
            }
            if TcpStream::connect(local(self.port)).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!("the shop did not answer within {} s; see {}", PATIENCE.as_secs(), self.log.display())
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        stop(self.group());
        drop(self.server.wait());
    }
}

/// Ends a server with its workers, which PHP leaves running when only their parent ends.
pub(crate) fn stop(group: u32) {
    let killed = Command::new("kill").args(["-TERM", "--", &format!("-{group}")]).stderr(Stdio::null()).status();
    drop(killed);
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
