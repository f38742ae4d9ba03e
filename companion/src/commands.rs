//! The commands `config`, `check` and `snapshot`.

use crate::{
    cli::{self, Cli, Snapshot},
    output,
};
use my_groups::native::{
    check,
    client::Client,
    snapshot::{self, Outcome},
    store::{Store, is_inside},
};
use serde_json::{Value, json};

/// Prints the settings in force and where each one comes from.
pub(crate) fn config(cli: &Cli) -> Result<u8, String> {
    let config = cli.config()?;
    let line = |found: &my_groups::config::InForce| {
        format!(
            "{} = {}  # {}",
            found.setting,
            found.value,
            cli.origin(&found.origin)
        )
    };
    let text: Vec<_> = config.in_force.iter().map(line).collect();
    let json: Vec<_> = config
        .in_force
        .iter()
        .map(|found| json!({"setting": found.setting, "value": found.value, "origin": cli.origin(&found.origin)}))
        .collect();
    cli.output.print(&text.join("\n"), &Value::from(json));
    Ok(0)
}

/// Loads every source once.
pub(crate) async fn check(cli: &Cli, name: Option<&str>) -> Result<u8, String> {
    let config = cli.config()?;
    let state = cli::state(&config)?;
    let lists = match name {
        Some(_) => vec![cli::chosen(config.lists, name)?],
        None if config.lists.is_empty() => return Err(cli::NO_LIST.to_owned()),
        None => config.lists,
    };
    let client = Client::new(cli.output.progress());
    let (mut texts, mut values, mut code) = (Vec::new(), Vec::new(), 0);
    for list in lists {
        let check = check::check(list, &client, Some(state.clone())).await;
        code = code.max(if check.is_empty {
            2
        } else {
            u8::from(!check.is_fresh)
        });
        texts.push(check.text);
        values.push(check.json);
    }
    cli.output.print(&texts.join("\n\n"), &Value::from(values));
    Ok(code)
}

/// Writes the documents of one list.
pub(crate) async fn snapshot(cli: &Cli, arguments: &Snapshot) -> Result<u8, String> {
    let config = cli.config()?;
    let state = cli::state(&config)?;
    let list = cli::chosen(config.lists, arguments.list.as_deref())?;
    let out = Store::open(&arguments.out).map_err(|error| format!("--out: {error}"))?;
    // The state contains private groups.
    if is_inside(&config.state, &arguments.out) {
        return Err(format!(
            "the folder of the last good lists, {}, is inside --out {}: it contains private groups. Set `state` to a \
             folder outside of it.",
            config.state, arguments.out
        ));
    }
    let client = Client::new(cli.output.progress());
    let name = list.name.clone();
    let taken = snapshot::take(list, &client, &out, Some(state)).await;
    let text = match taken.outcome {
        Outcome::Published => format!(
            "{}\nTo show the image:\n{}",
            taken.text(&name),
            taken.snippet.trim_end()
        ),
        _ => taken.text(&name),
    };
    if taken.outcome.code() == 0 || cli.output.json {
        cli.output.print(&text, &taken.json(&name));
    } else {
        output::message(&text);
    }
    Ok(taken.outcome.code())
}
