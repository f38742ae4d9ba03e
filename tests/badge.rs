//! The badge as a Leptos component: what is seen in each state, and the events that tell of it.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod browser;

use browser::{Place, SAMPLE, parts, until};
use leptos::{mount::mount_to, prelude::*};
use my_groups_badge::{
    Event, MyGroups,
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
    events: Arc<Mutex<Vec<Event>>>,
    _view: Box<dyn Any>,
}

impl Mounted {
    fn new(options: Options, language: &'static str) -> Self {
        let place = Place::new();
        let options = RwSignal::new(options);
        let events = Arc::new(Mutex::new(Vec::new()));
        let view = mount_to(place.0.clone(), {
            let events = Arc::clone(&events);
            move || {
                let on_event = Callback::new(move |event| events.lock().unwrap().push(event));
                view! {
                    <MyGroups options language=Language::new(language) fallback=|| view! { <a href="/groups">"my own link"</a> } on_event/>
                }
            }
        });
        Self {
            place,
            options,
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
async fn the_sample_is_a_list_of_its_public_groups() {
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
async fn a_private_group_shows_only_if_the_author_says_so_and_without_another_request() {
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
async fn the_authors_content_stands_until_there_is_a_list_and_again_if_there_is_none() {
    let badge = Mounted::new(from(SAMPLE), "en");
    assert_eq!(badge.text(), "my own link");
    until("the list is there", || badge.parts("name").len() == 17).await;
    assert!(!badge.text().contains("my own link"));
    badge.options.set(body("oops"));
    until("it failed", || badge.text() == "my own link").await;
}

#[test]
async fn an_empty_list_says_so() {
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
async fn a_name_is_only_ever_text_and_a_link_only_where_the_author_wants_one() {
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
async fn the_heading_is_the_authors_or_the_languages_or_none() {
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
async fn words_and_digits_are_the_languages() {
    let one_of_each = r#"{"rsp":{"stat":"ok","group":[{"id":1,"name":"a","member_count":1},{"id":2,"name":"b","member_count":1234567}]}}"#;
    let badge = Mounted::new(body(one_of_each), "de-AT");
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(badge.parts("heading"), ["Meine Gruppen"]);
    assert_eq!(
        badge.parts("count"),
        ["1 Mitglied", "1\u{a0}234\u{a0}567 Mitglieder"]
    );
}

#[test]
async fn a_newer_address_is_never_overwritten_by_an_older_answer() {
    let badge = Mounted::new(from(SAMPLE), "en");
    badge.options.set(body(
        r#"{"rsp":{"stat":"ok","group":{"id":1,"name":"newer"}}}"#,
    ));
    until("the load has ended", || badge.has_ended()).await;
    assert_eq!(badge.parts("name"), ["newer"]);
}
