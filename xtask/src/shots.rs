//! `cargo xtask shots`: pictures of the badge in every state, layout, theme, direction and width.

use crate::{dist, root, say, tools};
use anyhow::Result;
use xshell::{Shell, cmd};

pub(crate) fn run(sh: &Shell) -> Result<()> {
    tools::browser(sh)?;
    dist(sh)?;
    say("Taking the pictures");
    cmd!(
        sh,
        "cargo run --quiet --package e2e --example shots --locked"
    )
    .run()?;
    let gallery = root().join("target/shots/index.html");
    say(&format!("The gallery is {}", gallery.display()));
    Ok(())
}
