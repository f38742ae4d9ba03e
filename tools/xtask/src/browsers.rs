//! The browsers that the tests run in: what each browser needs, and how the tests run in it.

use crate::{
    installation,
    tools::{self, Missing},
};
use anyhow::{Context, Result, ensure};
use xshell::{Cmd, Shell, cmd};

/// A browser, and its driver.
#[derive(PartialEq, Eq)]
pub(crate) struct Browser {
    /// The name for `--browser`, and for `E2E_BROWSER`.
    pub(crate) name: &'static str,
    /// The programs of which one must be installed.
    programs: &'static [&'static str],
    driver: &'static str,
    /// The environment variable with the driver's path, for wasm-bindgen's test runner.
    variable: &'static str,
    /// Debian's packages of the browser and its driver. There is no package of geckodriver.
    packages: &'static [&'static str],
    /// The program that provides a display, if the browser needs one.
    display: &'static [&'static str],
}

pub(crate) const CHROMIUM: Browser = Browser {
    name: "chromium",
    programs: &["chromium", "google-chrome", "chrome"],
    driver: "chromedriver",
    variable: "CHROMEDRIVER",
    packages: &["chromium", "chromium-driver"],
    display: &[],
};
const FIREFOX: Browser = Browser {
    name: "firefox",
    programs: &["firefox", "firefox-esr"],
    driver: "geckodriver",
    variable: "GECKODRIVER",
    packages: &["firefox-esr"],
    display: &[],
};
/// `WebKitGTK`, whose packages bring `MiniBrowser`.
const WEBKIT: Browser = Browser {
    name: "webkit",
    programs: &["xvfb-run"],
    driver: "WebKitWebDriver",
    variable: "SAFARIDRIVER",
    packages: &["webkit2gtk-driver", "xvfb", "xauth"],
    display: &["xvfb-run", "--auto-servernum"],
};
pub(crate) const ALL: [Browser; 3] = [CHROMIUM, FIREFOX, WEBKIT];

impl Browser {
    /// Installs the browser and its driver if they are missing.
    pub(crate) fn install(&self, sh: &Shell) -> Result<()> {
        if !self.has_packages(sh) {
            apt_get(sh, self.packages)?;
        }
        if *self == FIREFOX {
            tools::geckodriver(sh)?;
        }
        Ok(())
    }

    /// Returns what [`Self::install`] would install.
    pub(crate) fn missing(&self, sh: &Shell) -> Vec<Missing> {
        let mut missing = Vec::new();
        if !self.has_packages(sh) {
            missing.push(Missing {
                what: self.packages.join(" "),
                seconds: 60,
            });
        }
        if *self == FIREFOX {
            missing.append(&mut tools::missing_geckodriver(sh));
        }
        missing
    }

    fn has_packages(&self, sh: &Shell) -> bool {
        let is_packaged = *self != FIREFOX;
        let has_driver = !is_packaged || is_there(sh, self.driver);
        has_driver && self.programs.iter().any(|program| is_there(sh, program))
    }

    /// Returns `cargo test` in this browser. A crate that fails does not keep the others from running.
    pub(crate) fn cargo_test<'a>(&self, sh: &'a Shell, arguments: &str) -> Result<Cmd<'a>> {
        let test = format!("cargo test --locked --no-fail-fast {arguments}");
        let mut words = self.display.iter().copied().chain(test.split_whitespace());
        let program = words.next().context("a program")?;
        Ok(cmd!(sh, "{program} {words...}")
            .env("E2E_BROWSER", self.name)
            .env(self.variable, path_of(sh, self.driver)?))
    }
}

/// Installs Debian's packages of these programs if one of them is missing; each has the name of its package.
pub(crate) fn install_programs(sh: &Shell, names: &[&str]) -> Result<()> {
    if names.iter().all(|name| is_there(sh, name)) {
        return Ok(());
    }
    apt_get(sh, names)
}

/// Installs Debian's packages if one of them is missing.
pub(crate) fn install_packages(sh: &Shell, packages: &[&str]) -> Result<()> {
    if has_packages(sh, packages) {
        return Ok(());
    }
    apt_get(sh, packages)
}

/// Returns whether all of these packages of Debian's are installed.
pub(crate) fn has_packages(sh: &Shell, packages: &[&str]) -> bool {
    let status = cmd!(sh, "dpkg --status {packages...}").quiet();
    status.ignore_stdout().ignore_stderr().run().is_ok()
}

/// Returns whether a program is on the PATH.
pub(crate) fn is_there(sh: &Shell, program: &str) -> bool {
    path_of(sh, program).is_ok()
}

fn path_of(sh: &Shell, program: &str) -> Result<String> {
    let path = cmd!(sh, "which {program}").quiet().ignore_stderr().read();
    path.with_context(|| format!("{program} is not on the PATH"))
}

fn apt_get(sh: &Shell, packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    let is_root = cmd!(sh, "id -u").quiet().read().is_ok_and(|id| id == "0");
    ensure!(
        is_root && path_of(sh, "apt-get").is_ok(),
        "a program is missing and cannot be installed automatically; on Debian: sudo apt-get install {wanted}"
    );
    let _lock = installation::lock(sh)?;
    say!("Installing {wanted} with apt-get (a minute or two, once)");
    cmd!(sh, "apt-get update -qq").run()?;
    let quiet = ["-y", "-qq", "--no-install-recommends"];
    cmd!(sh, "apt-get install {quiet...} {packages...}")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()
        .with_context(|| format!("{wanted} could not be installed"))
}
