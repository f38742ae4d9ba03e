//! The badge as a Leptos component: what is seen in each state, and the events that tell of it.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod browser;

use browser::{Place, SAMPLE, parts, until};
use leptos::{mount::mount_to, prelude::*};
use my_groups_badge::{
    badge::{Event, MyGroups},
    groups::Timestamp,
    language::{Language, folded, words::TABLES},
    options::{Debug, Options, Source, Template},
};
use std::{
    any::Any,
    cmp::Ordering,
    sync::{Arc, Mutex},
};
use wasm_bindgen::prelude::*;
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
                    <MyGroups options language fallback=|| view! { <a href="/groups">"my own link"</a> } on_event/>
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

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str) -> PluralRules;
    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &PluralRules) -> JsValue;
}

#[test]
fn every_language_has_the_plural_forms_that_its_rules_ask_for() {
    for table in TABLES {
        let options = PluralRules::new(table.tag).resolved_options();
        let categories = js_sys::Reflect::get(&options, &"pluralCategories".into()).unwrap();
        for category in js_sys::Array::from(&categories).iter() {
            let category = category.as_string().unwrap();
            for plural in [&table.members, &table.groups, &table.topics] {
                assert!(
                    plural.form(&category).is_some(),
                    "{} lacks {category}: {plural:?}",
                    table.tag
                );
            }
        }
    }
}

#[test]
fn plural_forms_are_the_languages() {
    for (tag, count, expected) in [
        ("en", 1, "1 member"),
        ("en", 0, "0 members"),
        ("pl", 2, "2 członków"),
        ("pl", 5, "5 członków"),
        ("ru", 1, "1 участник"),
        ("ru", 3, "3 участника"),
        ("ru", 11, "11 участников"),
        ("ja", 131, "メンバー131人"),
        ("ar", 2, "عضوان"),
        ("en-x-bad!", 1, "1 member"),
    ] {
        assert_eq!(Language::new(tag).members(count), expected, "{tag}");
    }
}

#[test]
fn dates_times_and_order_are_the_languages() {
    let created = Timestamp::parse("2006-08-11 23:38:44").unwrap();
    for (tag, expected) in [
        ("en", "Founded Aug 11, 2006"),
        ("en-GB", "Founded 11 Aug 2006"),
        ("de", "Gegründet am 11.08.2006"),
        ("ja", "2006/08/11に設立"),
        // English words, the language's own digits.
        ("fa", "Founded Aug ۱۱, ۲۰۰۶"),
        ("tlh", "Founded Aug 11, 2006"),
    ] {
        assert_eq!(Language::new(tag).founded(&created), expected, "{tag}");
    }
    assert_eq!(Language::new("fa").members(1234), "۱٬۲۳۴ members");
    let as_of = Language::new("de").as_of(1_155_303_524_000);
    assert!(as_of.starts_with("Stand: 11.08.2006, "), "{as_of}");
    assert_eq!(Language::new("en").time(u64::MAX), "");

    // In German ä stands with a, in Swedish behind z; and 10 comes after 2 everywhere.
    for (tag, one, other, expected) in [
        ("de", "ä", "z", Ordering::Less),
        ("sv", "ä", "z", Ordering::Greater),
        ("en", "Group 10", "Group 2", Ordering::Greater),
        ("en", "same", "same", Ordering::Equal),
        ("en-x-bad!", "a", "b", Ordering::Less),
    ] {
        assert_eq!(Language::new(tag).compare(one, other), expected, "{tag}");
    }
}

#[test]
fn the_filter_overlooks_case_and_accents() {
    for (text, expected) in [
        ("Fête", "fete"),
        ("ŁÓDŹ", "łodz"),
        ("مُحَمَّد", "محمد"),
        ("", ""),
    ] {
        assert_eq!(folded(text), expected);
    }
}
