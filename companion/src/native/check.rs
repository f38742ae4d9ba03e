//! `check`: every source once; what would be public, what is left out and why. Nothing is published.

use super::{client::Client, gather::Gatherer, now, snapshot::said_json, store::Store};
use crate::{config::ListSettings, list::Entry};
use serde_json::{Value, json};

/// What a check found of one list.
#[derive(Debug)]
pub struct Check {
    /// For a person.
    pub text: String,
    /// For `--json`.
    pub json: Value,
    /// Whether every source answered.
    pub is_fresh: bool,
    /// Whether no source ever gave anything.
    pub is_empty: bool,
}

/// Checks a list. Sources that refused before are asked again.
pub async fn check(settings: ListSettings, client: &Client, state: Option<Store>) -> Check {
    let mut gatherer = Gatherer::new(settings, state).await;
    let round = gatherer.round(client, now(), true).await;
    let settings = &gatherer.settings;
    let mut lines = vec![format!("[lists.{}]", settings.name)];
    let mut left_out = Vec::new();
    for said in &round.said {
        match &said.outcome {
            Ok(count) => lines.push(format!("{}: {count} groups", said.source)),
            Err(fault) => lines.push(format!("{}: {fault}", said.source)),
        }
        if said.unusable > 0 {
            lines.push(format!(
                "  {} more have no usable id or name",
                said.unusable
            ));
        }
        left_out.extend(
            said.left_out
                .iter()
                .map(|(name, why)| (String::new(), name.clone(), *why)),
        );
    }
    let published = settings.selection.of(&round.list.entries);
    lines.push(format!("would be public: {}", published.len()));
    lines.extend(published.iter().map(|entry| format!("  {}", line(entry))));
    left_out.extend(round.list.entries.iter().filter_map(|entry| {
        let reason = settings.selection.reason(&entry.group)?;
        Some((
            entry.group.id.clone(),
            entry.group.name.clone(),
            reason.explain(),
        ))
    }));
    lines.push(format!("left out: {}", left_out.len()));
    lines.extend(
        left_out
            .iter()
            .map(|(id, name, why)| format!("  {name} ({id}): {why}").replace(" ()", "")),
    );
    let json = json!({
        "list": settings.name,
        "sources": round.said.iter().map(said_json).collect::<Vec<_>>(),
        "public": published.iter().map(|entry| json!({"id": entry.group.id, "name": entry.group.name})).collect::<Vec<_>>(),
        "left_out": left_out.iter().map(|(id, name, why)| json!({"id": id, "name": name, "reason": why})).collect::<Vec<_>>(),
    });
    Check {
        text: lines.join("\n"),
        json,
        is_fresh: round.is_fresh(),
        is_empty: round.is_empty(),
    }
}

fn line(entry: &Entry) -> String {
    let group = &entry.group;
    let members = group
        .member_count
        .map(|count| format!(", {count} members"))
        .unwrap_or_default();
    format!("{} ({}){members}", group.name, group.id)
}
