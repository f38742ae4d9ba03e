//! The state of a source, which is stored between runs.

use super::store::{Store, WriteOptions};
use crate::{
    list::Entry,
    time::{LONGEST_PAUSE, UnixTime},
};
use my_groups_core::groups::{Group, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

/// The state of a source. It contains private groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SourceState {
    /// The last good list.
    pub(super) last: Option<LastList>,
    /// When the service refused the credential.
    pub(super) refused_at: Option<UnixTime>,
    /// The end of the pause that the service asked for.
    pub(super) paused_until: Option<UnixTime>,
    /// The time at which the list was empty although the last good list has groups.
    pub(super) empty_at: Option<UnixTime>,
}

/// A list, and when it was loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct LastList {
    pub(super) at: UnixTime,
    #[serde(with = "entries")]
    pub(super) entries: Vec<Arc<Entry>>,
}

impl SourceState {
    /// Reads the state with a name. If it is missing or cannot be read, the result is the empty state.
    pub(super) async fn read(store: &Store, name: &str) -> Self {
        let file = store.read(&file(name)).await.ok().flatten();
        file.and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    /// Writes the state. A failure is only logged, because the list itself is loaded.
    pub(super) async fn write(&self, store: &Store, name: &str) {
        let outcome = match serde_json::to_vec(self) {
            Ok(bytes) => {
                let options = WriteOptions::STATE;
                store.write(&file(name), &bytes, options).await.map(drop)
            }
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "the last good list cannot be stored; set `state` to a folder that can be written");
        }
    }

    /// Returns the seconds until the end of a pause, or `None` if there is no pause. A pause
    /// beyond the maximum is ignored: it was stored while the clock was wrong.
    pub(super) fn pause(&self, now: UnixTime) -> Option<u64> {
        let pause = self.paused_until?.checked_sub(now)?;
        (1..=LONGEST_PAUSE).contains(&pause).then_some(pause)
    }

    /// Returns how many groups the last good list has.
    pub(super) fn count(&self) -> usize {
        self.last.as_ref().map_or(0, |last| last.entries.len())
    }
}

fn file(name: &str) -> String {
    format!("{name}.json")
}

/// Entries in the form in which they are stored.
mod entries {
    use super::{Arc, Entry, Group, Map, Timestamp, Value};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Stored {
        id: String,
        name: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        description: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        member_count: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        topic_count: Option<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        created: Option<String>,
        is_private: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        url: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        documented: Option<Box<Map<String, Value>>>,
    }

    impl From<&Entry> for Stored {
        fn from(entry: &Entry) -> Self {
            let Group {
                id,
                name,
                description,
                member_count,
                topic_count,
                created,
                is_private,
                url,
            } = entry.group.clone();
            Self {
                id,
                name,
                description,
                member_count,
                topic_count,
                created: created.map(|created| created.as_str().to_owned()),
                is_private,
                url,
                documented: entry.documented.clone(),
            }
        }
    }

    impl Stored {
        fn entry(self) -> Option<Entry> {
            let mut entry = Entry::new(Group {
                id: self.id,
                name: self.name,
                description: self.description,
                member_count: self.member_count,
                topic_count: self.topic_count,
                created: self.created.as_deref().and_then(Timestamp::parse),
                is_private: self.is_private,
                url: self.url,
            })?;
            entry.documented = self.documented;
            Some(entry)
        }
    }

    pub(super) fn serialize<S: Serializer>(
        entries: &[Arc<Entry>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(entries.iter().map(|entry| Stored::from(entry.as_ref())))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Arc<Entry>>, D::Error> {
        let stored = Vec::<Stored>::deserialize(deserializer)?;
        let entries = stored.into_iter().filter_map(Stored::entry);
        Ok(entries.map(Arc::new).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceGroups;

    #[test]
    fn a_list_is_read_as_it_was_stored() {
        let sample = include_bytes!("../../../tests/fixtures/get-my-groups.json");
        let entries = SourceGroups::from_response(sample, None).unwrap().entries;
        assert!(entries.iter().any(|entry| entry.group.is_private));
        let state = SourceState {
            last: Some(LastList { at: 7, entries }),
            refused_at: Some(1),
            paused_until: None,
            empty_at: Some(2),
        };
        let stored = serde_json::to_vec(&state).unwrap();
        let read: SourceState = serde_json::from_slice(&stored).unwrap();
        assert_eq!(read, state);
        assert_eq!(read.count(), 18);
    }

    #[test]
    fn a_pause_is_at_most_a_day_from_now() {
        let pause = |paused_until, now| {
            let paused_until = Some(paused_until);
            SourceState {
                paused_until,
                ..SourceState::default()
            }
            .pause(now)
        };
        assert_eq!(pause(100, 40), Some(60));
        assert_eq!(pause(100, 100), None);
        assert_eq!(pause(100, 101), None);
        assert_eq!(pause(u64::MAX, 40), None);
        assert_eq!(pause(40 + LONGEST_PAUSE, 40), Some(LONGEST_PAUSE));
    }
}
