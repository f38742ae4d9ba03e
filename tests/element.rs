//! The custom element: attributes, properties, states and events, and a life in somebody's page.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod browser;

use browser::{Place, SAMPLE, document, parts, script, until};
use js_sys::{Array, Reflect};
use my_groups_badge::{
    STYLE,
    element::{Badge, Port},
    options::table_json,
    words::languages_json,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/src/language/intl.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = locale)]
    static LOCALE: JsValue;
    #[wasm_bindgen(thread_local_v2, js_name = prepare)]
    static PREPARE: JsValue;
}

/// The scripts of the element as they are bundled, each before those that use it.
const SCRIPTS: [&str; 5] = [
    include_str!("../src/element/early.js"),
    include_str!("../src/element/reflect.js"),
    include_str!("../src/element/surroundings.js"),
    include_str!("../src/element/unsupported.js"),
    include_str!("../src/element/element.js"),
];

/// Registers the element, with what a release's script has besides.
const DEFINE: &str = "define({
    attributes: JSON.parse(attributes),
    css,
    languages: JSON.parse(languages),
    address: '/no-such-file.wasm',
    words: async (tag) => (await fetch(`/core/src/words/${tag}.json`)).text(),
    start: async () => function (port) { return make(port); },
});";

/// Makes it a page whose `fetch` never answers, until it is let go; it tells whether a request was aborted.
fn hold() {
    script(HELD).call0(&JsValue::UNDEFINED).unwrap();
}

const HELD: &str = "const { fetch } = window;
const held = {
    letGo() { window.fetch = fetch; },
    isHeld: () => held.signal !== undefined,
    isAborted: () => held.signal.aborted,
};
window.fetch = (_, { signal }) => { held.signal = signal; return new Promise(() => {}); };
window.held = held;";

#[wasm_bindgen(js_namespace = held)]
extern "C" {
    #[wasm_bindgen(js_name = letGo)]
    fn let_go();
    #[wasm_bindgen(js_name = isHeld)]
    fn is_held() -> bool;
    #[wasm_bindgen(js_name = isAborted)]
    fn is_aborted() -> bool;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = HtmlElement)]
    type MyGroupsBadge;
    #[wasm_bindgen(method)]
    fn reload(this: &MyGroupsBadge) -> js_sys::Promise;
}

fn register() {
    let make = Closure::<dyn Fn(Port) -> Badge>::new(Badge::new).into_js_value();
    let parts = Array::of5(
        &table_json().to_string().into(),
        &STYLE.into(),
        &languages_json().to_string().into(),
        &LOCALE.with(Clone::clone),
        &PREPARE.with(Clone::clone),
    );
    parts.push(&make);
    let scripts: Vec<_> = SCRIPTS
        .iter()
        .flat_map(|script| script.lines())
        .filter(|line| !line.starts_with("import "))
        .map(|line| line.strip_prefix("export ").unwrap_or(line))
        .collect();
    script(&format!(
        "const [attributes, css, languages, locale, prepare, make] = arguments;\n{}\n{DEFINE}",
        scripts.join("\n")
    ))
    .apply(&JsValue::UNDEFINED, &parts)
    .unwrap();
}

struct Element {
    place: Place,
    badge: MyGroupsBadge,
    events: Rc<RefCell<Vec<String>>>,
    _listener: Closure<dyn FnMut(web_sys::Event)>,
}

impl Element {
    fn new(attributes: &[(&str, &str)], content: &str) -> Self {
        let element = Self::detached(attributes, content);
        element.place.0.append_child(&element.badge).unwrap();
        element
    }

    fn detached(attributes: &[(&str, &str)], content: &str) -> Self {
        register();
        let badge: MyGroupsBadge = document()
            .create_element("my-groups-badge")
            .unwrap()
            .unchecked_into();
        for (name, value) in attributes {
            badge.set_attribute(name, value).unwrap();
        }
        badge.set_text_content(Some(content));
        let events = Rc::new(RefCell::new(Vec::new()));
        let listener = {
            let events = Rc::clone(&events);
            Closure::new(move |event: web_sys::Event| {
                let detail = Reflect::get(&event, &"detail".into()).unwrap();
                let detail = js_sys::JSON::stringify(&detail)
                    .ok()
                    .and_then(|text| text.as_string())
                    .unwrap_or_default();
                assert!(!event.bubbles() && !event.cancelable());
                events
                    .borrow_mut()
                    .push(format!("{} {detail}", event.type_()).trim().to_owned());
            })
        };
        for name in ["loadstart", "load", "error", "loadend"] {
            badge
                .add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())
                .unwrap();
        }
        Self {
            place: Place::new(),
            badge,
            events,
            _listener: listener,
        }
    }

    async fn loaded(attributes: &[(&str, &str)]) -> Self {
        let element = Self::new(attributes, "");
        element.ended(1).await;
        element
    }

    async fn ended(&self, times: usize) {
        let count = || {
            self.events
                .borrow()
                .iter()
                .filter(|event| *event == "loadend")
                .count()
        };
        until("the load has ended", || count() >= times).await;
    }

    fn root(&self) -> ShadowRoot {
        self.badge.shadow_root().unwrap()
    }

    fn names(&self) -> Vec<String> {
        parts(&self.root(), "name")
    }

    fn get(&self, property: &str) -> JsValue {
        Reflect::get(&self.badge, &property.into()).unwrap()
    }

    fn set(&self, property: &str, value: impl Into<JsValue>) {
        assert!(Reflect::set(&self.badge, &property.into(), &value.into()).unwrap());
    }

    fn state(&self) -> String {
        self.get("state").as_string().unwrap()
    }
}

#[test]
async fn lists_the_sample_and_tells_of_it_as_an_image_does() {
    let element = Element::loaded(&[("src", SAMPLE)]).await;
    assert_eq!(element.names().len(), 17);
    assert_eq!(element.state(), "ready");
    assert_eq!(
        *element.events.borrow(),
        ["loadstart", "load {\"count\":17}", "loadend"]
    );
    assert!(element.badge.matches(":state(ready)").unwrap());
}

#[test]
async fn groups_are_frozen_and_as_rendered() {
    let element = Element::loaded(&[
        ("src", SAMPLE),
        ("group-url", "https://events.example/{id}"),
    ])
    .await;
    let groups = element.get("groups");
    assert!(js_sys::Object::is_frozen(
        groups.unchecked_ref::<js_sys::Object>()
    ));
    assert_eq!(
        groups,
        element.get("groups"),
        "the same list until it changes"
    );
    let first = Array::from(&groups).get(0);
    assert_eq!(
        js_sys::JSON::stringify(&first)
            .unwrap()
            .as_string()
            .unwrap(),
        "{\"id\":2083,\"name\":\"SXSW 2007\",\"memberCount\":131,\
         \"description\":\"People attending South by Southwest 2007 in Austin, Texas\",\"topicCount\":0,\
         \"created\":\"2006-08-11T13:38:44\",\"isPrivate\":false,\"url\":\"https://events.example/2083\"}"
    );
}

#[test]
async fn the_authors_content_stands_in_its_slot_until_the_list_is_there_and_is_never_destroyed() {
    let element = Element::new(&[("src", SAMPLE)], "my own link");
    assert!(element.root().query_selector("slot").unwrap().is_some());
    assert_eq!(element.state(), "loading");
    element.ended(1).await;
    assert!(element.root().query_selector("slot").unwrap().is_none());
    assert_eq!(element.badge.text_content().unwrap(), "my own link");
}

#[test]
async fn attributes_that_alter_the_request_reload_and_the_others_only_render() {
    let element = Element::loaded(&[("src", SAMPLE)]).await;
    element.badge.set_attribute("private", "show").unwrap();
    until("it renders", || element.names().len() == 18).await;
    assert_eq!(element.events.borrow().len(), 3);
    element
        .badge
        .set_attribute("src", "data:application/json,{\"rsp\":{\"stat\":\"ok\"}}")
        .unwrap();
    element.ended(2).await;
    assert_eq!(element.state(), "empty");
}

#[test]
async fn attributes_set_together_make_one_request() {
    let element = Element::detached(&[("src", SAMPLE)], "");
    element.place.0.append_child(&element.badge).unwrap();
    element.ended(1).await;
    for src in ["data:,1", "data:,2", "data:,{\"rsp\":{\"stat\":\"ok\"}}"] {
        element.badge.set_attribute("src", src).unwrap();
    }
    element.ended(2).await;
    assert_eq!(
        element
            .events
            .borrow()
            .iter()
            .filter(|event| *event == "loadstart")
            .count(),
        2
    );
}

#[test]
async fn a_failure_has_its_kind_status_and_message() {
    let element = Element::loaded(&[("src", "/no-such-file.json")]).await;
    let events = element.events.borrow().clone();
    assert_eq!(element.state(), "failed");
    assert!(
        events
            .iter()
            .any(|event| event.starts_with("error {\"kind\":\"http\",\"status\":404,")),
        "{events:?}"
    );
    let element = Element::loaded(&[("debug", "off")]).await;
    assert!(
        element
            .events
            .borrow()
            .iter()
            .any(|event| event.starts_with("error {\"kind\":\"config\""))
    );
    assert_eq!(
        parts(&element.root(), "status"),
        ["The groups can’t be shown right now."]
    );
}

#[test]
async fn properties_reflect_attributes() {
    let element = Element::new(&[], "");
    for (property, attribute, value, expected) in [
        (
            "heading",
            "heading",
            JsValue::from("Clubs"),
            JsValue::from("Clubs"),
        ),
        (
            "headingLevel",
            "heading-level",
            JsValue::from(4),
            JsValue::from(4),
        ),
        (
            "groupUrl",
            "group-url",
            JsValue::from("https://x.example/{id}"),
            JsValue::from("https://x.example/{id}"),
        ),
        ("apiKey", "api-key", JsValue::from("k"), JsValue::from("k")),
        (
            "endpoint",
            "endpoint",
            JsValue::from("https://x.example"),
            JsValue::from("https://x.example/"),
        ),
        (
            "private",
            "private",
            JsValue::from("show"),
            JsValue::from("show"),
        ),
        ("timeout", "timeout", JsValue::from(30), JsValue::from(30)),
    ] {
        element.set(property, value.clone());
        assert_eq!(element.get(property), expected);
        let text = value
            .as_string()
            .unwrap_or_else(|| value.as_f64().unwrap().to_string());
        assert_eq!(element.badge.get_attribute(attribute), Some(text));
        element.set(property, JsValue::NULL);
        assert!(!element.badge.has_attribute(attribute));
    }
    assert_eq!(element.get("timeout"), 10);
    assert_eq!(element.get("private"), "hide");
    element.badge.set_attribute("timeout", "soon").unwrap();
    assert_eq!(element.get("timeout"), 10);
}

#[test]
async fn a_token_set_as_a_property_is_not_written_into_the_page() {
    let element = Element::new(&[("endpoint", "/"), ("api-key", "k")], "");
    element.set("token", "s3cr3t");
    element.ended(1).await;
    assert_eq!(element.get("token"), "s3cr3t");
    assert!(!element.place.0.inner_html().contains("s3cr3t"));
    assert!(!format!("{:?}", element.events.borrow()).contains("s3cr3t"));
}

#[test]
async fn a_move_does_not_reload_and_a_return_does() {
    let element = Element::loaded(&[("src", SAMPLE)]).await;
    let elsewhere = Place::new();
    elsewhere.0.append_child(&element.badge).unwrap();
    gloo_timers::future::TimeoutFuture::new(100).await;
    assert_eq!(
        (element.names().len(), element.events.borrow().len()),
        (17, 3)
    );
    element.badge.remove();
    until("it is at rest", || element.state() == "idle").await;
    assert_eq!(Array::from(&element.get("groups")).length(), 0);
    elsewhere.0.append_child(&element.badge).unwrap();
    element.ended(2).await;
    assert_eq!(element.names().len(), 17);
}

#[test]
async fn removal_ends_what_is_under_way() {
    hold();
    // No other badge has this address, whose list this one would take.
    let element = Element::new(&[("src", &format!("{SAMPLE}?removed"))], "");
    until("it has asked", is_held).await;
    element.badge.remove();
    until("the request is aborted", is_aborted).await;
    let_go();
    assert_eq!(element.state(), "idle");
    assert_eq!(*element.events.borrow(), ["loadstart"]);
}

#[test]
async fn reload_resolves_to_the_state_reached() {
    let element = Element::new(&[("src", SAMPLE)], "");
    let first = JsFuture::from(element.badge.reload()).await.unwrap();
    assert_eq!(first, "ready");
    let again = JsFuture::from(element.badge.reload()).await.unwrap();
    assert_eq!(again, "ready");
    element.badge.set_attribute("src", "data:,oops").unwrap();
    assert_eq!(
        JsFuture::from(element.badge.reload()).await.unwrap(),
        "failed"
    );
    let loads = element
        .events
        .borrow()
        .iter()
        .filter(|event| event.starts_with("loadend"))
        .count();
    element.badge.remove();
    assert_eq!(
        JsFuture::from(element.badge.reload()).await.unwrap(),
        "idle"
    );
    assert_eq!(loads, 3);
}

#[test]
async fn a_shown_list_stays_while_a_reload_runs() {
    let element = Element::loaded(&[("src", SAMPLE)]).await;
    let is_busy = || {
        element
            .root()
            .query_selector("[aria-busy=true]")
            .unwrap()
            .is_some()
    };
    hold();
    let reload = element.badge.reload();
    until("it is busy", is_busy).await;
    let_go();
    assert_eq!(
        (element.state().as_str(), element.names().len()),
        ("ready", 17)
    );
    element.badge.set_attribute("timeout", "20").unwrap();
    assert_eq!(
        JsFuture::from(element.badge.reload()).await.unwrap(),
        "ready"
    );
    assert_eq!(JsFuture::from(reload).await.unwrap(), "ready");
    until("it is at ease", || !is_busy()).await;
}

#[test]
async fn several_badges_live_side_by_side() {
    let one = Element::loaded(&[("src", SAMPLE)]).await;
    let other = Element::loaded(&[("src", "/no-such-file.json")]).await;
    let third = Element::loaded(&[("src", SAMPLE), ("private", "show")]).await;
    assert_eq!(
        (
            one.names().len(),
            other.state().as_str(),
            third.names().len()
        ),
        (17, "failed", 18)
    );
    one.badge.remove();
    until("one is at rest", || one.state() == "idle").await;
    assert_eq!(third.names().len(), 18);
}

#[test]
async fn the_language_is_the_nearest_and_followed_as_it_changes() {
    let outer = Place::new();
    let host = document().create_element("div").unwrap();
    outer.0.append_child(&host).unwrap();
    let shadow = host
        .attach_shadow(&web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open))
        .unwrap();
    let element = Element::loaded(&[("src", SAMPLE)]).await;
    shadow.append_child(&element.place.0).unwrap();
    let element = &element;
    let heading = |expected: &'static str| {
        until(expected, move || {
            parts(&element.root(), "heading") == [expected]
        })
    };
    outer.0.set_attribute("lang", "de-AT").unwrap();
    heading("Meine Gruppen").await;
    element.place.0.set_attribute("lang", "pl").unwrap();
    heading("Moje grupy").await;
    element.badge.set_attribute("lang", "ar").unwrap();
    heading("مجموعاتي").await;
    element.badge.remove_attribute("lang").unwrap();
    element.place.0.remove_attribute("lang").unwrap();
    outer.0.set_attribute("lang", "tlh").unwrap();
    heading("My Groups").await;
    assert_eq!(element.events.borrow().len(), 3, "nothing is loaded anew");
}

#[test]
async fn groups_are_those_in_sight_in_their_order() {
    let element = Element::loaded(&[("src", SAMPLE), ("sort", "members"), ("limit", "2")]).await;
    let names = || {
        let groups: Array = element.get("groups").unchecked_into();
        let name = |group| Reflect::get(&group, &"name".into()).unwrap();
        groups
            .iter()
            .map(|group| name(group).as_string().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(), ["Web Conference Junkies", "experience design"]);
    assert_eq!(names(), element.names());
    assert_eq!(
        element.get("groups"),
        element.get("groups"),
        "the same list"
    );
    let more = element
        .root()
        .query_selector("[part=more]")
        .unwrap()
        .unwrap();
    more.unchecked_into::<HtmlElement>().click();
    until("all are there", || element.names().len() == 17).await;
    assert_eq!(names(), element.names());
}
