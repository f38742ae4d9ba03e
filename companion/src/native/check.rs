//! `check`: loads every source once, and prints which groups would be public, which are left out, and why.
//! Nothing is published.

use super::{client::Client, gather::Gatherer, now, snapshot::source_json, store::Store};
use crate::{config::ListSettings, list::Entry, words::counted};
use serde_json::{Value, json};

/// The result of checking one list.
#[derive(Debug)]
pub struct Check {
    /// The result as text.
    pub text: String,
    /// The result for `--json`.
    pub json: Value,
    /// Whether every source was loaded.
    pub is_fresh: bool,
    /// Whether no source was ever loaded.
    pub is_empty: bool,
}

/// Checks a list. Sources that refused their credential before are requested again.
pub async fn check(settings: ListSettings, client: &Client, state: Option<Store>) -> Check {
    let mut gatherer = Gatherer::new(settings, state).await;
    let report = gatherer.refresh(client, now(), true).await;
    let settings = &gatherer.settings;
    let mut lines = vec![format!("[lists.{}]", settings.name)];
    let mut left_out = Vec::new();
    for source in &report.sources {
        match &source.outcome {
            Ok(count) => lines.push(format!("{}: {}", source.source, counted(*count, "group"))),
            Err(fault) => lines.push(format!("{}: {fault}", source.source)),
        }
        let warnings = source.warnings.iter();
        lines.extend(warnings.map(|warning| format!("  {warning}")));
        if source.unusable > 0 {
            lines.push(format!(
                "  not readable, because the id or the name is missing: {}",
                source.unusable
            ));
        }
        left_out.extend(
            source
                .left_out
                .iter()
                .map(|(name, why)| (String::new(), name.clone(), *why)),
        );
    }
    let published = settings.selection.of(&report.list.entries);
    lines.push(format!("would be public: {}", published.len()));
    lines.extend(published.iter().map(|entry| format!("  {}", line(entry))));
    left_out.extend(report.list.entries.iter().filter_map(|entry| {
        let reason = settings.selection.reason(entry)?;
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
        "sources": report.sources.iter().map(source_json).collect::<Vec<_>>(),
        "public": published.iter().map(|entry| json!({"id": entry.group.id, "name": entry.group.name})).collect::<Vec<_>>(),
        "left_out": left_out.iter().map(|(id, name, why)| json!({"id": id, "name": name, "reason": why})).collect::<Vec<_>>(),
    });
    Check {
        text: lines.join("\n"),
        json,
        is_fresh: report.is_fresh(),
        is_empty: report.is_empty(),
    }
}

fn line(entry: &Entry) -> String {
    let group = &entry.group;
    let members = group
        .member_count
        .map(|count| {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            format!(", {}", counted(count, "member"))
        })
        .unwrap_or_default();
    format!("{} ({}){members}", group.name, group.id)
}
