//! The engines that the tests run in, and what is possible in each.

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
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// `WebKitGTK`'s `MiniBrowser`, by `WebKitWebDriver`, on the display that `DISPLAY` names.
    WebKit,
}

/// What only some engines do, or let the harness do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// [`Page::devtools`](crate::Page::devtools) and what stands on it: screens, pictures, the clipboard.
    DevTools,
    /// The browser's own lines in [`Page::console`](crate::Page::console), of a blocked request or a missing file. The calls
    /// of `console` and uncaught errors are there in every engine.
    BrowserMessages,
    /// Entries of the type `layout-shift` in a `PerformanceObserver`.
    LayoutShifts,
    /// A chunked body that is cut before its end fails, as the Fetch standard has it.
    CutBody,
}

impl Engine {
    /// The engine that the environment variable `E2E_BROWSER` names: `chromium`, `firefox` or `webkit`. Without it Chromium.
    pub fn chosen() -> Self {
        match std::env::var("E2E_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("E2E_BROWSER is {other:?}, and no chromium, firefox or webkit"),
        }
    }

    /// Returns whether something is possible in this engine. If not, the test that asks is reported as skipped with the
    /// reason: on the standard error that no test runner captures, and in the file that the environment variable
    /// `E2E_SKIPPED` names, a line for each test with a tab before the reason. `cargo xtask test` lists those.
    pub fn can(self, feature: Feature) -> bool {
        let reason = match (self, feature) {
            (Self::Chromium, _) | (Self::Firefox, Feature::CutBody) => return true,
            (Self::WebKit, Feature::CutBody) => {
                "it takes a chunked body that is cut for a whole one"
            }
            (_, Feature::DevTools) => "it has no DevTools protocol",
            (_, Feature::LayoutShifts) => "it does not measure layout shifts",
            (_, Feature::BrowserMessages) => "its driver does not tell what the browser logs",
        };
        let test = std::thread::current();
        let test = test.name().unwrap_or("a test");
        report_skipped(test, self, reason).expect("the report can be written");
        false
    }

    /// What a session is asked for with.
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
                // Where Debian has it.
                "webkitgtk:browserOptions": {
                    "binary": format!("/usr/lib/{ARCH}-linux-gnu/webkit2gtk-4.1/MiniBrowser"),
                     "args": ["--automation"],
                },
            }),
        };
        Ok(serde_json::from_value(capabilities)?)
    }

    /// Starts a driver in a process group of its own, and a session of it.
    ///
    /// Where somebody else has taken the port meanwhile, as happens when several tests start at a time, or the driver ends
    /// or loses its browser before it has answered, that is said, and it is started again on another port.
    pub(crate) async fn start(self) -> Result<(Driver, Client)> {
        const ATTEMPTS: usize = 5;
        /// A session takes a second or two; `WebKitGTK`'s driver waits for ever for a browser that has ended.
        const PATIENCE: Duration = Duration::from_secs(60);
        for _ in 0..ATTEMPTS {
            let port = free_port()?;
            let mut driver = self.start_driver(port)?;
            if listens(port).await && driver.0.try_wait()?.is_none() {
                let address = format!("http://127.0.0.1:{port}");
                let mut client = ClientBuilder::new(HttpConnector::new());
                let client = client.capabilities(self.capabilities()?);
                match timeout(PATIENCE, client.connect(&address)).await {
                    Ok(Ok(client)) => return Ok((driver, client)),
                    Ok(Err(error)) => eprintln!("{self:?}'s driver gives no session: {error}"),
                    Err(_) => eprintln!("{self:?}'s driver does not answer"),
                }
            }
            let status = driver.0.try_wait()?;
            eprintln!("{self:?}'s driver on port {port} is started anew ({status:?})");
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
            .with_context(|| format!("{program} is not there; `cargo xtask test` installs it"));
        driver.map(Driver)
    }
}

fn report_skipped(test: &str, engine: Engine, reason: &str) -> std::io::Result<()> {
    writeln!(
        std::io::stderr(),
        "{test}: skipped in {engine:?}, since {reason}"
    )?;
    if let Some(file) = std::env::var_os("E2E_SKIPPED") {
        // Several tests report at a time: each line is written as a whole.
        let mut file = OpenOptions::new().create(true).append(true).open(file)?;
        file.write_all(format!("{test}\t{reason}\n").as_bytes())?;
    }
    Ok(())
}

/// A driver. It ends when it is dropped, with all that it has started: a test that fails closes no browser.
pub(crate) struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(driver) = self.0.id() {
            // Where it has ended already there is nothing to do.
            let _ = std::process::Command::new("kill")
                .args(["--", &format!("-{driver}")])
                .status();
        }
    }
}

/// A port that nobody listens on at the moment.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

/// Whether somebody listens on a port within five seconds.
pub(crate) async fn listens(port: u16) -> bool {
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

/// A script that a page carries in the engines whose driver does not tell what the console says. It has to stand before every
/// other: `window.consoleLines` then holds the calls of `console` and the errors that nobody has caught, as chromedriver
/// writes them.
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
                // Whether somebody catches an error shows when every listener has run.
                const own = setTimeout;
                const later = (event, line) => own(() => event.defaultPrevented || consoleLines.push(`SEVERE Uncaught ${line}`));
                addEventListener('error', (event) => event.message && later(event, event.message));
                addEventListener('unhandledrejection', (event) => later(event, `(in promise) ${event.reason}`));
              }
            </script>"
        }
    }
}

/// Takes what that script has collected.
pub(crate) const TAKE_CONSOLE: &str =
    "return (window.consoleLines?.splice(0) ?? []).map((line) => line + '\\0').join('')";

/// Strings that a page has handed over as one, each ended by a NUL.
pub(crate) fn strings(joined: &Value) -> Vec<String> {
    let joined = joined.as_str().unwrap_or_default();
    joined.split_terminator('\0').map(str::to_owned).collect()
}
