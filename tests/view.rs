//! The list as visitors see it: the order, the limit, the details of a group, the filter, and the focus.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod browser;

use browser::{Place, SAMPLE, parts, script, translate, until};
use js_sys::Array;
use leptos::{mount::mount_to, prelude::*};
use my_groups_badge::{
    MyGroups, STYLE,
    language::Language,
    options::{Debug, Layout, Options, Show, Sort, Source, Template},
};
use std::any::Any;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// Makes `Date.now` advance by a second at each call until it is dropped. The badge then has too little time to render a
/// long list at once, however fast the machine is.
struct FastClock;

impl FastClock {
    fn new() -> Self {
        run("const { now } = Date;
            let ahead = 0;
            Date.now = () => now() + (ahead += 1000);
            Date.restore = () => (Date.now = now);");
        Self
    }
}

impl Drop for FastClock {
    fn drop(&mut self) {
        run("Date.restore()");
    }
}

fn run(body: &str) {
    script(body).call0(&JsValue::UNDEFINED).unwrap();
}

struct Badge {
    place: Place,
    options: RwSignal<Options>,
    language: RwSignal<Language, LocalStorage>,
    _view: Box<dyn Any>,
}

impl Badge {
    async fn new(src: &str, language: &'static str, set: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options {
            source: Ok(Source::Src(src.into())),
            debug: Debug::Off,
            ..Options::default()
        };
        set(&mut options);
        let options = RwSignal::new(options);
        let language = RwSignal::new_local(Language::new(language));
        let place = Place::new();
        let view = mount_to(place.0.clone(), move || {
            view! { <MyGroups options language/> }
        });
        let badge = Self {
            place,
            options,
            language,
            _view: Box::new(view),
        };
        until("the list is there", || badge.find("[part=list]").is_some()).await;
        badge
    }

    async fn sample(set: impl FnOnce(&mut Options)) -> Self {
        Self::new(SAMPLE, "en", set).await
    }

    /// Returns groups with these ids and names.
    fn src(groups: &[(usize, String)]) -> String {
        let groups: Vec<_> = groups
            .iter()
            .map(|(id, name)| format!(r#"{{"id":{id},"name":"{name}","member_count":{id}}}"#))
            .collect();
        let json = format!(
            r#"{{"rsp":{{"stat":"ok","group":[{}]}}}}"#,
            groups.join(",")
        );
        format!(
            "data:application/json,{}",
            js_sys::encode_uri_component(&json)
        )
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.place.0.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    fn parts(&self, part: &str) -> Vec<String> {
        parts(&self.place.0, part)
    }

    fn says(&self) -> String {
        self.find("[role=status]").unwrap().text_content().unwrap()
    }

    /// Returns the names of the visible groups.
    fn seen(&self) -> Vec<String> {
        let rows = self
            .place
            .0
            .query_selector_all("li:not([hidden]) [part=name]")
            .unwrap();
        (0..rows.length())
            .map(|at| rows.item(at).unwrap().text_content().unwrap())
            .collect()
    }

    /// Opens or closes the description of a row, and waits until the badge has received the event.
    async fn toggle_description(&self, row: usize) {
        let details = self.find(&format!("li:nth-child({row}) details")).unwrap();
        let toggled = js_sys::Promise::new(&mut |resolve, _| {
            details
                .add_event_listener_with_callback("toggle", &resolve)
                .unwrap();
        });
        self.find(&format!("li:nth-child({row}) summary"))
            .unwrap()
            .click();
        wasm_bindgen_futures::JsFuture::from(toggled).await.unwrap();
    }

    fn filter(&self, text: &str) {
        let input: HtmlInputElement = self.find("input").unwrap().unchecked_into();
        input.set_value(text);
        input
            .dispatch_event(&web_sys::Event::new("input").unwrap())
            .unwrap();
    }
}

fn many(count: usize) -> Vec<(usize, String)> {
    (1..=count).map(|id| (id, format!("Group {id}"))).collect()
}

#[test]
async fn the_order_is_the_authors_and_changes_without_a_request() {
    let badge = Badge::sample(|options| options.sort = Sort::Members).await;
    assert_eq!(badge.seen().first().unwrap(), "Web Conference Junkies");
    badge.options.update(|options| options.sort = Sort::Name);
    until("it is sorted by name", || {
        badge.seen().first().unwrap().starts_with("APA")
    })
    .await;
    assert_eq!(badge.seen().len(), 17);
    badge.options.update(|options| options.sort = Sort::Api);
    until("it is as it came", || {
        badge.seen().first().unwrap() == "SXSW 2007"
    })
    .await;
}

#[test]
async fn the_rest_waits_behind_a_button_that_keeps_the_focus() {
    let badge = Badge::sample(|options| options.limit = Some(5)).await;
    assert_eq!(
        (badge.seen().len(), badge.parts("more")),
        (5, vec!["Show all 17".into()])
    );
    let more = badge.find("[part=more]").unwrap();
    more.focus().unwrap();
    more.click();
    until("all are there", || badge.seen().len() == 17).await;
    assert_eq!(badge.parts("more"), ["Show fewer"]);
    assert!(more.matches(":focus").unwrap());
    more.click();
    until("the rest is gone", || badge.seen().len() == 5).await;
    assert!(more.matches(":focus").unwrap());
    badge.options.update(|options| options.limit = Some(17));
    until("no button is needed", || badge.parts("more").is_empty()).await;
    until("the badge has the focus", || {
        badge.find("section:focus").is_some()
    })
    .await;
}

#[test]
async fn more_of_each_group_is_shown_where_the_author_asks_for_it() {
    let badge = Badge::sample(|options| {
        options.limit = Some(3);
        options.show = Show {
            description: true,
            topics: true,
            founded: true,
        };
    })
    .await;
    assert_eq!(
        badge.parts("meta").first().unwrap(),
        "0 topicsFounded Aug 11, 2006"
    );
    let short = badge.find("li:nth-child(1) [part=description]").unwrap();
    assert_eq!(short.local_name(), "p");
    let long = badge.find("li:nth-child(3) [part=description]").unwrap();
    assert_eq!(long.local_name(), "details");
    assert!(
        long.text_content()
            .unwrap()
            .starts_with("About this groupBonjour a tous!\n\nThe time")
    );
    badge.options.update(|options| options.show.topics = false);
    until("it follows", || {
        badge.parts("meta").first().unwrap() == "Founded Aug 11, 2006"
    })
    .await;
}

#[test]
async fn a_row_that_stays_keeps_the_focus_and_one_that_goes_leaves_it_to_the_badge() {
    let groups = [(1, "one".into()), (1, "twin".into()), (3, "three".into())];
    let badge = Badge::new(&Badge::src(&groups), "en", |options| {
        options.group_url = Template::parse("https://events.example/{id}/{name}");
    })
    .await;
    assert_eq!(badge.seen(), ["one", "twin", "three"]);
    let link = badge.find("a[href$=three]").unwrap();
    link.focus().unwrap();
    badge.options.update(|options| options.sort = Sort::Members);
    until("it moved up", || badge.seen() == ["three", "one", "twin"]).await;
    until("it has the focus", || link.matches(":focus").unwrap()).await;
    badge.options.update(|options| {
        options.source = Ok(Source::Src(Badge::src(&[(1, "one".into())])));
    });
    until("it is gone", || badge.seen() == ["one"]).await;
    until("the badge has the focus", || {
        badge.find("section:focus").is_some()
    })
    .await;
}

#[test]
async fn a_long_list_has_a_filter_and_says_how_many_match() {
    let badge = Badge::new(&Badge::src(&many(20)), "en", |_| {}).await;
    assert!(badge.find("input").is_none());
    let badge = Badge::new(&Badge::src(&many(123)), "en", |_| {}).await;
    assert_eq!(badge.says(), "123 groups");
    badge.filter(" GROUP 12 ");
    until("it filters", || badge.seen().len() == 5).await;
    assert_eq!(badge.says(), "5 groups");
    badge.filter("nobody");
    until("nothing matches", || badge.seen().is_empty()).await;
    assert_eq!(badge.parts("status"), ["No matching groups."]);
    badge.filter("");
    until("all are back", || badge.seen().len() == 123).await;
    assert_eq!(badge.says(), "123 groups");
}

#[test]
async fn a_list_of_thousands_comes_in_turns_and_then_is_all_there_in_order() {
    const ALL: usize = 4_000;
    let _clock = FastClock::new();
    let badge = Badge::new(&Badge::src(&many(ALL)), "en", |_| {}).await;
    let first = badge.seen().len();
    assert!(first > 0 && first < ALL, "{first} at once");
    // A change while the list is being rendered has the same result as a change afterwards.
    badge.options.update(|options| options.sort = Sort::Members);
    until("all are there", || badge.seen().len() == ALL).await;
    let mut expected = many(ALL);
    expected.reverse();
    assert!(
        badge
            .seen()
            .iter()
            .eq(expected.iter().map(|(_, name)| name))
    );
    badge.options.update(|options| options.limit = Some(3));
    until("three are left", || badge.seen().len() == 3).await;
    badge.options.update(|options| options.limit = None);
    until("all are back", || badge.seen().len() == ALL).await;
    assert!(
        badge
            .seen()
            .iter()
            .eq(expected.iter().map(|(_, name)| name))
    );
}

#[test]
async fn a_change_of_state_is_said_in_one_place_that_stays() {
    let badge = Badge::sample(|_| {}).await;
    let place = badge.find("[role=status]").unwrap();
    assert_eq!(badge.says(), "17 groups");
    badge.options.update(|options| {
        options.source = Ok(Source::Src(
            "data:application/json,{\"rsp\":{\"stat\":\"ok\"}}".into(),
        ));
    });
    until("it is empty", || badge.says() == "No groups yet.").await;
    badge
        .options
        .update(|options| options.source = Ok(Source::Src("data:,oops".into())));
    until("it failed", || {
        badge.says() == "The groups can’t be shown right now."
    })
    .await;
    assert!(place.is_same_node(badge.find("[role=status]").as_deref().map(AsRef::as_ref)));
}

#[test]
async fn the_skeleton_has_as_many_rows_as_the_list_will_have() {
    let place = Place::new();
    let options = RwSignal::new(Options {
        source: Ok(Source::Src(SAMPLE.into())),
        limit: Some(7),
        ..Options::default()
    });
    let _view = mount_to(place.0.clone(), move || {
        view! { <style>{STYLE}</style> <MyGroups options/> }
    });
    let rows = || {
        let rows = place.0.query_selector_all("[part=skeleton] .group");
        rows.unwrap().length()
    };
    until("the skeleton is there", || rows() == 7).await;
    let height = || place.0.offset_height();
    let before = height();
    until("the list is there", || parts(&place.0, "name").len() == 7).await;
    assert!((height() - before).abs() <= 1, "{before} {}", height());
}

#[test]
async fn a_row_whose_content_has_changed_keeps_focus_and_open_description() {
    let badge = Badge::sample(|options| {
        options.show.description = true;
        options.group_url = Template::parse("https://events.example/{id}");
    })
    .await;
    // The sample's third group has a long description.
    let open = || -> Vec<bool> {
        (1..=4)
            .map(|row| {
                let selector = format!("li:nth-child({row}) details[open]");
                badge.find(&selector).is_some()
            })
            .collect()
    };
    let only_the_third = [false, false, true, false];
    badge.toggle_description(3).await;
    assert_eq!(open(), only_the_third);

    for (focused, path) in [
        ("li:nth-child(2) a", "a"),
        ("li:nth-child(3) summary", "b"),
        ("li:nth-child(17) a", "c"),
    ] {
        let element = badge.find(focused).unwrap();
        element.focus().unwrap();
        badge.options.update(|options| {
            options.group_url = Template::parse(&format!("https://events.example/{path}/{{id}}"));
        });
        until("the links have changed", || {
            badge.find(&format!("a[href*='example/{path}/']")).is_some()
        })
        .await;
        until("the focus is restored", || {
            badge.find(&format!("{focused}:focus")).is_some()
        })
        .await;
        assert_eq!(open(), only_the_third, "{path}");
    }

    badge.find("li:nth-child(5) a").unwrap().focus().unwrap();
    badge.language.set(Language::new("de"));
    until("the words are German", || {
        badge.parts("count").first().unwrap() == "131 Mitglieder"
    })
    .await;
    until("the focus is restored", || {
        badge.find("li:nth-child(5) a:focus").is_some()
    })
    .await;
    assert_eq!(open(), only_the_third);
    badge.toggle_description(3).await;
    assert_eq!(open(), [false; 4]);
    badge.language.set(Language::new("en"));
    until("the words are English", || {
        badge.parts("count").first().unwrap() == "131 members"
    })
    .await;
    assert_eq!(open(), [false; 4]);
}

#[test]
async fn texts_that_a_translator_has_replaced_are_current_after_the_next_change() {
    let badge = Badge::sample(|options| {
        options.limit = Some(2);
        options.show.topics = true;
        options.debug = Debug::On;
    })
    .await;
    translate(&badge.place.0);
    assert_eq!(badge.parts("heading"), ["[My Groups]"]);
    assert_eq!(badge.parts("more"), ["[Show all 17]"]);
    assert_eq!(badge.says(), "[2 groups]");

    let groups = [(1, "one".into()), (2, "two".into()), (3, "three".into())];
    badge.options.update(|options| {
        options.heading = Some("Clubs".into());
        options.source = Ok(Source::Src(Badge::src(&groups)));
    });
    until("the other list is shown", || badge.seen() == ["one", "two"]).await;
    assert_eq!(badge.parts("count"), ["1 member", "2 members"]);
    assert_eq!(badge.parts("heading"), ["Clubs"]);
    assert_eq!(badge.parts("more"), ["Show all 3"]);

    translate(&badge.place.0);
    badge.find("[part=more]").unwrap().click();
    until("the button has changed", || {
        badge.parts("more") == ["Show fewer"]
    })
    .await;
    assert_eq!(badge.says(), "3 groups");
    // Texts that the badge has not changed stay translated.
    assert_eq!(badge.parts("heading"), ["[Clubs]"]);
    assert_eq!(badge.seen(), ["[one]", "[two]", "three"]);

    translate(&badge.place.0);
    badge.options.update(|options| options.heading = None);
    badge.language.set(Language::new("de"));
    until("the words are German", || {
        badge.parts("heading") == ["Meine Gruppen"]
    })
    .await;
    assert_eq!(
        badge.parts("count"),
        ["1 Mitglied", "2 Mitglieder", "3 Mitglieder"]
    );
    assert_eq!(badge.seen(), ["one", "two", "three"]);
    assert_eq!(badge.says(), "3 Gruppen");

    translate(&badge.place.0);
    for (src, words) in [
        ("data:application/json,{\"rsp\":{\"stat\":\"ok\"}}", "empty"),
        ("data:,oops", "unavailable"),
    ] {
        badge
            .options
            .update(|options| options.source = Ok(Source::Src(src.into())));
        let german = badge.language.read_untracked().words();
        let expected = match words {
            "empty" => german.empty,
            _ => german.unavailable,
        };
        until(words, || badge.says() == expected).await;
        translate(&badge.place.0);
    }
    let notice = || badge.find(".notice").unwrap().text_content().unwrap();
    assert!(notice().starts_with("[format]"), "{}", notice());
    badge
        .options
        .update(|options| options.source = Options::default().source);
    until("the notice is current", || notice().starts_with("config: ")).await;
}

/// Renders a badge whose fallback content is taller than its list of 30 groups, in a container of this width.
struct Tall {
    badge: Badge,
}

impl Tall {
    const HEIGHT: i32 = 5_000;

    async fn new() -> Self {
        let long = "word ".repeat(50);
        let groups: Vec<_> = (1..=30)
            .map(|id| format!(r#"{{"id":{id},"name":"Group {id}","description":"{long}"}}"#))
            .collect();
        let json = format!(
            r#"{{"rsp":{{"stat":"ok","group":[{}]}}}}"#,
            groups.join(",")
        );
        let json = js_sys::encode_uri_component(&json);
        let options = RwSignal::new(Options {
            source: Ok(Source::Src(format!("data:application/json,{json}"))),
            debug: Debug::Off,
            show: Show {
                description: true,
                ..Show::default()
            },
            ..Options::default()
        });
        let language = RwSignal::new_local(Language::new("en"));
        let place = Place::new();
        place.0.style().set_property("width", "600px").unwrap();
        let view = mount_to(place.0.clone(), move || {
            let fallback = || view! { <div style:height="5000px">{"mine"}</div> };
            view! { <style>{STYLE}</style> <MyGroups options language fallback/> }
        });
        let badge = Badge {
            place,
            options,
            language,
            _view: Box::new(view),
        };
        until("the list is there", || badge.seen().len() == 30).await;
        let tall = Self { badge };
        assert_eq!(tall.height(), Self::HEIGHT, "the height is kept");
        tall
    }

    fn height(&self) -> i32 {
        self.badge.find("section").unwrap().offset_height()
    }

    async fn until_released(&self) {
        until("the height is released", || self.height() < Self::HEIGHT).await;
    }
}

/// Returns an array to which the message of each `error` event of the window is added.
fn window_errors() -> Array {
    let errors = script(
        "const messages = [];
        addEventListener('error', (event) => messages.push(event.message));
        return messages;",
    );
    errors.call0(&JsValue::UNDEFINED).unwrap().unchecked_into()
}

#[test]
async fn a_kept_height_is_released_when_the_height_changes_for_another_reason() {
    let errors = window_errors();

    let tall = Tall::new().await;
    tall.badge
        .place
        .0
        .style()
        .set_property("width", "400px")
        .unwrap();
    tall.until_released().await;

    let tall = Tall::new().await;
    tall.badge.options.update(|options| options.limit = Some(3));
    tall.until_released().await;

    let tall = Tall::new().await;
    tall.badge
        .options
        .update(|options| options.layout = Layout::Compact);
    tall.until_released().await;

    let tall = Tall::new().await;
    tall.badge.filter("Group 17");
    tall.until_released().await;

    let tall = Tall::new().await;
    tall.badge.find("summary").unwrap().click();
    tall.until_released().await;

    let tall = Tall::new().await;
    tall.badge.language.set(Language::new("de"));
    tall.until_released().await;

    assert_eq!(errors.join(""), "", "no observer reports a loop");
}
