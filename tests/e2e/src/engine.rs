//! The browser engines that the tests run in, and the features of each.

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    env::consts::ARCH,
    fs::OpenOptions,
    io::Write,
    net::{Ipv4Addr, TcpListener},
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{sleep, timeout},
};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, with chromedriver.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser`, with `WebKitWebDriver`, on the display that `DISPLAY` names.
    WebKit,
}

/// A feature that not every engine or driver has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// [`Page::devtools`](crate::Page::devtools), and everything that uses it: viewports, screenshots and the clipboard.
    DevTools,
    /// The browser's own messages in [`Page::console`](crate::Page::console), for example about a blocked request or a
    /// missing file. Calls of `console` and uncaught errors are recorded in every engine.
    BrowserMessages,
    /// Entries of the type `layout-shift` in a `PerformanceObserver`.
    LayoutShifts,
    /// Reading a chunked body fails if the connection is cut before its end, as the Fetch standard requires.
    CutBody,
    /// The driver works on a page that declares globals with the names of built-in classes.
    ReplacedClasses,
}

impl Engine {
    /// Returns the engine that the environment variable `E2E_BROWSER` names: `chromium` (the default), `firefox` or `webkit`.
    pub fn chosen() -> Self {
        match std::env::var("E2E_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("E2E_BROWSER is {other:?}; allowed: chromium, firefox, webkit"),
        }
    }

    /// Returns whether the engine has a feature. If not, the calling test is reported as skipped, with the reason.
    ///
    /// The report goes to the standard error, past the capture of the test runner, and to the file that the environment
    /// variable `E2E_SKIPPED` names. The file has a line for each test: the name, a tab, and the reason. `cargo xtask test`
    /// lists them.
    pub fn supports(self, feature: Feature) -> bool {
        let reason = match (self, feature) {
            (Self::Chromium, _) | (Self::Firefox, Feature::CutBody | Feature::ReplacedClasses) => {
                return true;
            }
            (Self::WebKit, Feature::ReplacedClasses) => {
                "its driver runs scripts with the page's own `Map` and `Promise`"
            }
            (Self::WebKit, Feature::CutBody) => {
                "it accepts a chunked body that is cut before its end"
            }
            (_, Feature::DevTools) => "it has no DevTools protocol",
            (_, Feature::LayoutShifts) => "it does not measure layout shifts",
            (_, Feature::BrowserMessages) => "its driver does not return the browser's log",
        };
        let test = std::thread::current();
        let test = test.name().unwrap_or("a test");
        report_skipped(test, self, reason).expect("the report can be written");
        false
    }

    /// Returns the capabilities of a new session.
    fn capabilities(self) -> Result<Capabilities> {
        let capabilities = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {"args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                    "--lang=en-US",
                ]},
                "goog:loggingPrefs": {"browser": "ALL"},
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": ["-headless"],
                    "prefs": {"intl.accept_languages": "en-US", "intl.locale.requested": "en-US"},
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                // The path of Debian's package.
                "webkitgtk:browserOptions": {
                    "binary": format!("/usr/lib/{ARCH}-linux-gnu/webkit2gtk-4.1/MiniBrowser"),
                     "args": ["--automation"],
                },
            }),
        };
        Ok(serde_json::from_value(capabilities)?)
    }

    /// Starts a driver in its own process group, and opens a session.
    ///
    /// This may fail: another process may have taken the port, which happens if several tests start at the same time, or
    /// the driver may end or lose its browser before it responds. Each failure is logged, and the driver is started again
    /// on another port.
    pub(crate) async fn start(self) -> Result<(Driver, Client)> {
        const ATTEMPTS: usize = 5;
        /// Opening a session takes a second or two. `WebKitGTK`'s driver waits forever for a browser that has ended.
        const TIME_LIMIT: Duration = Duration::from_secs(60);
        for _ in 0..ATTEMPTS {
            let port = free_port()?;
            let mut driver = self.start_driver(port)?;
            if wait_until_listening(port).await && driver.0.try_wait()?.is_none() {
                let address = format!("http://127.0.0.1:{port}");
                let mut client = ClientBuilder::new(HttpConnector::new());
                let client = client.capabilities(self.capabilities()?);
                match timeout(TIME_LIMIT, client.connect(&address)).await {
                    Ok(Ok(client)) => return Ok((driver, client)),
                    Ok(Err(error)) => eprintln!("{self:?}'s driver opened no session: {error}"),
                    Err(_) => eprintln!("{self:?}'s driver does not respond"),
                }
            }
            let status = driver.0.try_wait()?;
            eprintln!("{self:?}'s driver on port {port} is replaced by a new one ({status:?})");
        }
        bail!("{self:?}'s driver does not start")
    }

    fn start_driver(self, port: u16) -> Result<Driver> {
        let (program, arguments): (_, &[_]) = match self {
            Self::Chromium => ("chromedriver", &[]),
            Self::Firefox => ("geckodriver", &["--websocket-port=0"]),
            Self::WebKit => ("WebKitWebDriver", &[]),
        };
        let driver = Command::new(program)
            .arg(format!("--port={port}"))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("{program} is not installed; `cargo xtask test` installs it"));
        driver.map(Driver)
    }
}

fn report_skipped(test: &str, engine: Engine, reason: &str) -> std::io::Result<()> {
    writeln!(
        std::io::stderr(),
        "{test}: skipped in {engine:?}, since {reason}"
    )?;
    if let Some(file) = std::env::var_os("E2E_SKIPPED") {
        // Several tests report at the same time, so each line is written by a single call.
        let mut file = OpenOptions::new().create(true).append(true).open(file)?;
        file.write_all(format!("{test}\t{reason}\n").as_bytes())?;
    }
    Ok(())
}

/// A driver. Dropping it ends the driver and every process that it has started, because a failing test does not close its
/// browser.
pub(crate) struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(driver) = self.0.id() {
            // If the driver has already ended, there is nothing to do.
            let _ = std::process::Command::new("kill")
                .args(["--", &format!("-{driver}")])
                .status();
        }
    }
}

/// Returns a port that no process listens on at the moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Waits for at most five seconds until a process listens on a port; returns whether a process listens.
pub(crate) async fn wait_until_listening(port: u16) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(5) {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port))
            .await
            .is_ok()
        {
            return true;
        }
        sleep(Duration::from_millis(20)).await;
    }
    false
}

/// A script that records console messages, for engines whose driver does not return them. It must precede every other script
/// of the page. `window.consoleLines` contains the calls of `console` and the uncaught errors, in chromedriver's format.
pub(crate) fn console_script() -> &'static str {
    match Engine::chosen() {
        Engine::Chromium => "",
        Engine::Firefox | Engine::WebKit => {
            "<script nonce=\"listen\">
              window.consoleLines = [];
              {
                const levels = { error: 'SEVERE', warn: 'WARNING', info: 'INFO', log: 'INFO', debug: 'DEBUG' };
                for (const [name, level] of Object.entries(levels)) {
                  const own = console[name];
                  console[name] = (...words) => {
                    consoleLines.push(`${level} ${words.map(String).join(' ')}`);
                    own.apply(console, words);
                  };
                }
                // A listener may still handle the error, so this waits until every listener has run.
                const own = setTimeout;
                const later = (event, line) => own(() => event.defaultPrevented || consoleLines.push(`SEVERE Uncaught ${line}`));
                addEventListener('error', (event) => event.message && later(event, event.message));
                addEventListener('unhandledrejection', (event) => later(event, `(in promise) ${event.reason}`));
              }
            </script>"
        }
    }
}

/// Returns the messages that the script has recorded, and clears them.
pub(crate) const TAKE_CONSOLE: &str =
    "return (window.consoleLines?.splice(0) ?? []).map((line) => line + '\\0').join('')";

/// Splits a text of the page into strings, each of which ends with a NUL.
pub(crate) fn strings(joined: &Value) -> Vec<String> {
    let joined = joined.as_str().unwrap_or_default();
    joined.split_terminator('\0').map(str::to_owned).collect()
}
