//! The badge as a Leptos component: what it shows in each state, and the events that it sends.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod browser;

use browser::{HeldFetch, Place, SAMPLE, parts, until};
use leptos::{mount::mount_to, prelude::*};
use my_groups_badge::{
    BadgeHandle, Event, MyGroups, State,
    language::Language,
    options::{Debug, Options, Source, Template},
};
use std::{
    any::Any,
    sync::{Arc, Mutex},
};
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn from(src: &str) -> Options {
    Options {
        source: Ok(Source::Src(src.into())),
        debug: Debug::Off,
        ..Options::default()
    }
}

fn body(json: &str) -> Options {
    from(&format!(
        "data:application/json,{}",
        js_sys::encode_uri_component(json)
    ))
}

struct Mounted {
    place: Place,
    options: RwSignal<Options>,
    handle: BadgeHandle,
    /// A signal that every event listener reads, to test that listeners are not tracked.
    read_by_listener: RwSignal<u32>,
    events: Arc<Mutex<Vec<Event>>>,
    _view: Box<dyn Any>,
}

impl Mounted {
    fn new(options: Options, language: &'static str) -> Self {
        let place = Place::new();
        let options = RwSignal::new(options);
        let handle = BadgeHandle::new();
        let read_by_listener = RwSignal::new(0);
        let events = Arc::new(Mutex::new(Vec::new()));
        let view = mount_to(place.0.clone(), {
            let events = Arc::clone(&events);
            move || {
                let on_event = Callback::new(move |event| {
                    read_by_listener.get();
                    events.lock().unwrap().push(event);
                });
                view! {
                    <MyGroups
                        options
                        language=Language::new(language)
                        fallback=|| view! { <a href="/groups">"my own link"</a> }
                        on_event
                        handle
                    />
                }
            }
        });
        Self {
            place,
            options,
            handle,
            read_by_listener,
            events,
            _view: Box::new(view),
        }
    }

    fn parts(&self, part: &str) -> Vec<String> {
        parts(&self.place.0, part)
    }

    fn text(&self) -> String {
        self.place.0.text_content().unwrap()
    }

    fn has_ended(&self) -> bool {
        self.events.lock().unwrap().last() == Some(&Event::LoadEnd)
    }

    async fn loaded(options: Options) -> Self {
        let mounted = Self::new(options, "en");
        until("the load has ended", || mounted.has_ended()).await;
        mounted
    }
}

#[test]
async fn renders_the_public_groups_of_the_sample() {
    let badge = Mounted::loaded(from(SAMPLE)).await;
    let names = badge.parts("name");
    assert_eq!(names.len(), 17);
    assert_eq!(names.first().unwrap(), "SXSW 2007");
    assert!(badge.parts("count").contains(&"2,196 members".to_owned()));
    assert_eq!(badge.parts("heading"), ["My Groups"]);
    assert_eq!(
        *badge.events.lock().unwrap(),
        [Event::LoadStart, Event::Load { count: 17 }, Event::LoadEnd]
    );
}

#[test]
async fn show_private_renders_private_groups_without_another_request() {
    const PRIVATE: &str = "Em's Bridge Club 江大学同";
    let badge = Mounted::loaded(from(SAMPLE)).await;
    assert!(!badge.text().contains(PRIVATE));
    badge.options.update(|options| options.show_private = true);
    until("it shows", || {
        badge.parts("name").contains(&PRIVATE.to_owned())
    })
    .await;
    assert_eq!(badge.events.lock().unwrap().len(), 3);
}

#[test]
async fn shows_the_fallback_content_while_loading_and_after_a_failure() {
    let badge = Mounted::new(from(SAMPLE), "en");
    assert_eq!(badge.text(), "my own link");
    until("the list is there", || badge.parts("name").len() == 17).await;
    assert!(!badge.text().contains("my own link"));
    badge.options.set(body("oops"));
    until("it failed", || badge.text() == "my own link").await;
}

#[test]
async fn shows_a_line_for_an_empty_list() {
    let badge = Mounted::loaded(body(r#"{"rsp":{"stat":"ok"}}"#)).await;
    assert_eq!(badge.parts("status"), ["No groups yet."]);
    assert!(
        badge
            .events
            .lock()
            .unwrap()
            .contains(&Event::Load { count: 0 })
    );
}

#[test]
async fn a_name_is_text_and_links_only_with_group_url() {
    let hostile =
        r#"{"rsp":{"stat":"ok","group":{"id":"a/b","name":"&lt;img src=x onerror=alert(1)&gt;"}}}"#;
    let badge = Mounted::loaded(body(hostile)).await;
    assert_eq!(badge.parts("name"), ["<img src=x onerror=alert(1)>"]);
    assert!(badge.place.0.query_selector("img, a").unwrap().is_none());
    badge.options.update(|options| {
        options.group_url = Template::parse("https://events.example/group/{id}/");
    });
    until("it is a link", || {
        badge.place.0.query_selector("a").unwrap().is_some()
    })
    .await;
    let link = badge
        .place
        .0
        .query_selector("a[part=name]")
        .unwrap()
        .unwrap();
    assert_eq!(
        link.get_attribute("href").unwrap(),
        "https://events.example/group/a%2Fb/"
    );
    assert_eq!(link.get_attribute("rel").unwrap(), "noopener noreferrer");
}

#[test]
async fn the_heading_is_the_default_or_the_authors_or_hidden() {
    let badge = Mounted::loaded(from(SAMPLE)).await;
    let heading = |level: u8| {
        badge
            .place
            .0
            .query_selector(&format!("h{level}[part=heading]"))
            .unwrap()
    };
    assert!(heading(2).is_some());
    badge.options.update(|options| {
        options.heading = Some("Clubs".into());
        options.heading_level = 5;
    });
    until("it follows", || {
        heading(5).is_some_and(|heading| heading.text_content().unwrap() == "Clubs")
    })
    .await;
    badge
        .options
        .update(|options| options.heading = Some(String::new()));
    until("it is gone", || badge.parts("heading").is_empty()).await;
    let region = badge.place.0.query_selector("section").unwrap().unwrap();
    assert_eq!(region.get_attribute("aria-label").unwrap(), "My Groups");
}

#[test]
async fn words_and_digits_are_in_the_pages_language() {
    let one_of_each = r#"{"rsp":{"stat":"ok","group":[{"id":1,"name":"a","member_count":1},{"id":2,"name":"b","member_count":1234567}]}}"#;
    let badge = Mounted::new(body(one_of_each), "de-AT");
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(badge.parts("heading"), ["Meine Gruppen"]);
    assert_eq!(
        badge.parts("count"),
        ["1 Mitglied", "1\u{a0}234\u{a0}567 Mitglieder"]
    );
}

fn loads(names: &[Event]) -> usize {
    let loads = names.iter();
    loads
        .filter(|event| matches!(event, Event::Load { .. }))
        .count()
}

#[test]
async fn an_older_response_that_arrives_later_changes_nothing() {
    let fetch = HeldFetch::new();
    let badge = Mounted::new(from("/older"), "en");
    fetch.sent(1).await;
    badge.options.set(from("/newer"));
    fetch.sent(2).await;
    fetch.respond(1, "newer");
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(badge.parts("name"), ["newer"]);
    assert!(fetch.is_aborted(0));

    fetch.respond(0, "older");
    // After a further complete load, every effect of the older response would be visible.
    badge.handle.reload();
    fetch.sent(3).await;
    assert_eq!(badge.parts("name"), ["newer"]);
    fetch.respond(2, "newest");
    until("it is reloaded", || badge.parts("name") == ["newest"]).await;
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(loads(&badge.events.lock().unwrap()), 2);
}

#[test]
async fn a_reload_cancels_the_load_in_progress() {
    let fetch = HeldFetch::new();
    let badge = Mounted::new(from("/twice"), "en");
    fetch.sent(1).await;
    badge.handle.reload();
    fetch.sent(2).await;
    assert!(fetch.is_aborted(0));
    fetch.respond(1, "second");
    until("the load has ended", || badge.has_ended()).await;
    fetch.respond(0, "first");
    badge.handle.reload();
    fetch.sent(3).await;
    assert_eq!(badge.parts("name"), ["second"]);
    fetch.respond(2, "third");
    until("it is reloaded", || badge.parts("name") == ["third"]).await;
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(loads(&badge.events.lock().unwrap()), 2);
}

#[test]
async fn a_response_after_unmounting_changes_nothing() {
    let fetch = HeldFetch::new();
    let gone = Mounted::new(from("/gone"), "en");
    fetch.sent(1).await;
    let (handle, events) = (gone.handle, Arc::clone(&gone.events));
    drop(gone);
    until("the request is aborted", || fetch.is_aborted(0)).await;
    fetch.respond(0, "late");
    // A complete load of another badge uses the same queues, so the late response would have had its effect by then.
    let badge = Mounted::new(from("/other"), "en");
    fetch.sent(2).await;
    fetch.respond(1, "other");
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(*events.lock().unwrap(), [Event::LoadStart]);
    assert_eq!(handle.groups(), []);
    handle.reload();
}

#[test]
async fn only_a_reload_bypasses_the_http_cache() {
    let fetch = HeldFetch::new();
    let badge = Mounted::new(from("/cached"), "en");
    fetch.sent(1).await;
    fetch.respond(0, "first");
    until("the load has ended", || badge.has_ended()).await;
    badge.handle.reload();
    fetch.sent(2).await;
    assert_eq!(
        [fetch.cache(0), fetch.cache(1)],
        ["default".to_owned(), "reload".to_owned()]
    );
}

#[test]
async fn signals_that_a_listener_reads_are_not_tracked() {
    let badge = Mounted::loaded(from(SAMPLE)).await;
    badge.read_by_listener.set(1);
    badge.options.set(body(r#"{"rsp":{"stat":"ok"}}"#));
    until("the other source is loaded", || {
        badge.parts("status") == ["No groups yet."] && badge.has_ended()
    })
    .await;
    assert_eq!(loads(&badge.events.lock().unwrap()), 2);
    assert_eq!(badge.events.lock().unwrap().len(), 6);
}

#[test]
async fn a_handle_returns_the_state_and_the_groups_of_its_badge() {
    let idle = BadgeHandle::new();
    assert_eq!((idle.state(), idle.state_name()), (State::Idle, "idle"));
    assert_eq!(idle.groups(), []);
    let badge = Mounted::loaded(from(SAMPLE)).await;
    let names = || -> Vec<String> {
        let groups = badge.handle.groups().into_iter();
        groups.map(|group| group.name).collect()
    };
    assert_eq!(badge.handle.state_name(), "ready");
    assert_eq!(names(), badge.parts("name"));
    badge.options.update(|options| options.limit = Some(2));
    assert_eq!(names().len(), 2);
    badge.options.set(body(r#"{"rsp":{"stat":"ok"}}"#));
    until("it is empty", || badge.handle.state_name() == "empty").await;
}
