//! `my-groups` publishes the groups that somebody belongs to without a token in the page: as files
//! for a static site (`snapshot`), or as a small server (`serve`).
//!
//! A list takes one way through the crate:
//!
//! 1. [`config`]: the owner's settings, validated
//! 2. [`source`]: the requests to a service, and its responses mapped to entries of a list
//! 3. [`list`]: the entries of several sources, and which of them are published
//! 4. [`render`]: the list as JSON, XML, HTML and images, in the words of [`words`]
//!
//! These modules do no I/O and build for every target. `native` (a feature, on by default) adds the
//! client, the folder or object store, the server, and the commands.
//!
//! # Loading a list without `native`
//!
//! A browser or an edge worker sends the requests itself. [`source::Session`] says which:
//!
//! ```
//! use my_groups::{
//!     fault::Fault,
//!     list::Selection,
//!     render::{Kind, View},
//!     source::{HttpRequest, Request, Response, Settings, SourceGroups, Step},
//!     words::Language,
//! };
//!
//! /// Sends a request: a POST if it has a body, otherwise a GET. Here the response is written down;
//! /// a browser takes status, headers and body from `fetch`.
//! fn send(request: &HttpRequest) -> Response {
//!     assert_eq!(request.url.path(), "/users/octocat/orgs");
//!     assert!(request.json.is_none() && request.credential.is_none());
//!     // Only the headers in `Response::HEADERS` are read.
//!     let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
//!     let body = br#"[{"id": 7, "login": "rust-lang", "description": "Systems"}]"#;
//!     let seconds_since_1970 = 1_800_000_000;
//!     Response::new(200, headers, body.to_vec(), seconds_since_1970)
//! }
//!
//! fn load(settings: &Settings) -> Result<SourceGroups, Fault> {
//!     let mut session = settings.start();
//!     let mut response = None;
//!     loop {
//!         match session.step(response)? {
//!             Step::Request(Request::Http(request)) => response = Some(send(&request)),
//!             Step::Request(_) => unreachable!("only documents are files or programs"),
//!             Step::Done(groups) => return Ok(groups),
//!         }
//!     }
//! }
//!
//! let groups = load(&Settings::github("octocat"))?;
//! // Private groups are left out unless the selection says otherwise.
//! let published = Selection::default().of(&groups.entries);
//! let language = Language::new("de");
//! let view = View {
//!     entries: &published,
//!     as_of: None,
//!     language: &language,
//!     heading: None,
//!     image_rows: 20,
//! };
//! let [json, _xml, html, _svg, _dark_svg] = Kind::ALL.map(|kind| kind.render(&view));
//! assert!(json.contains(r#""name":"rust-lang""#) && html.contains("Meine Gruppen"));
//! # Ok::<(), Fault>(())
//! ```

pub mod config;
pub mod fault;
pub mod list;
#[cfg(feature = "native")]
pub mod native;
pub mod render;
pub mod secret;
pub mod source;
pub mod time;
pub mod wire;
pub mod words;
