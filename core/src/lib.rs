//! The part of the *My Groups* badge that needs no browser and does no I/O. The badge, its preview
//! page, the companion `my-groups` and the project's tools share it.
//!
//! - [`options`]: the table of attributes, and the validated options
//! - [`request`]: the URL that a badge requests
//! - [`wire`]: reads groups from the bytes of a getMyGroups response
//! - [`groups`]: the type [`Group`](groups::Group); [`visible`]: which groups are visible, in which order
//! - [`stored_list`]: the last good list as a badge stores it
//! - [`failure`]: everything that can go wrong; [`owner`] explains it to the site's owner in English
//! - [`words`]: the words of each language
//! - [`object`]: JSON objects that the badge writes
//!
//! ```
//! use my_groups_core::{failure::Failure, wire::{self, Native}};
//!
//! let body = br#"{"rsp": {"stat": "ok", "group": [{"id": 101, "name": "Runners", "member_count": 131}]}}"#;
//! let groups = wire::read(body, None, &Native)?.groups;
//! assert_eq!((&*groups[0].name, groups[0].member_count), ("Runners", Some(131)));
//! # Ok::<(), Failure>(())
//! ```

/// The version of the badge. All parts of a release have the same version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

pub mod failure;
pub mod groups;
pub mod object;
pub mod options;
pub mod owner;
pub mod request;
pub mod stored_list;
pub mod visible;
pub mod wire;
pub mod words;
