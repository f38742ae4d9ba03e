//! Upstreams that are slow, endless, redirecting, wrong or down: what is asked, what stands, and what is kept secret.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{KEYS, SAMPLE, Served, Upstream, client, http, listed};
use my_groups::{
    fault::Fault,
    native::{
        gather::Gatherer,
        snapshot::{self, Outcome},
        store::Store,
    },
    render, wire,
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

/// A source of the documented API at an address.
fn source(url: &str) -> String {
    format!("{{ type = \"get-my-groups\", endpoint = \"{url}/rest/\", api_key = \"up-k3y\", token = \"up-s3cret\" }}")
}

async fn gatherer(sources: &str, state: Option<&tempfile::TempDir>) -> Gatherer {
    let state = state.map(|folder| Store::open(folder.path().to_str().unwrap()).unwrap());
    Gatherer::new(listed(sources).lists[0].clone(), state).await
}

async fn fault_of(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (Fault, usize) {
    let upstream = Upstream::open(answer).await;
    let mut gatherer = gatherer(&source(&upstream.url()), None).await;
    let mut round = gatherer.round(&client(), 1000, false).await;
    (round.said.remove(0).outcome.unwrap_err(), upstream.asked().len())
}

#[tokio::test]
async fn the_server_is_the_upstream_of_the_snapshot_in_both_formats() {
    let served = Served::open(&format!("[lists.me]\nsources = [{{ type = \"document\", path = \"none\" }}]\n{KEYS}")).await;
    for format in ["json", "xml"] {
        for (token, count) in [("publ1c-t0ken", 17), ("pr1vate-t0ken", 17)] {
            let source = format!("{{ type = \"get-my-groups\", endpoint = \"{}\", api_key = \"k3y\", token = \"{token}\", format = \"{format}\" }}", served.url("/services/rest/"));
            let (out, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let [out_store, state] = [&out, &state].map(|folder| Store::open(folder.path().to_str().unwrap()).unwrap());
            let list = listed(&source).lists[0].clone();
            let taken = snapshot::take(list, &client(), &out_store, Some(state)).await;
            assert_eq!((taken.outcome, taken.published), (Outcome::Published, count), "{:?}", taken.said);
            for kind in render::Kind::ALL {
                let file = std::fs::read_to_string(out.path().join(format!("my-groups{}", kind.suffix()))).unwrap();
                let body = served.get(&format!("/me{}", kind.suffix())).await.text().await.unwrap();
                assert_eq!(file, body, "{format} {token} {}", kind.suffix());
            }
        }
    }
}

#[tokio::test]
async fn a_refusal_is_asked_once_and_then_never_until_the_settings_change() {
    let state = tempfile::tempdir().unwrap();
    let upstream = Upstream::open(|request| if request.contains("new-t0ken") { http(200, "", SAMPLE) } else { http(401, "", "") }).await;
    let settings = source(&upstream.url());
    let mut first = gatherer(&settings, Some(&state)).await;
    for _ in 0..3 {
        assert!(matches!(first.round(&client(), 1000, false).await.said[0].outcome, Err(Fault::Refused { .. })));
    }
    // Another process remembers it; `check` asks once more; another token is another source.
    let mut second = gatherer(&settings, Some(&state)).await;
    assert_eq!(second.round(&client(), 1001, false).await.said[0].outcome, Err(Fault::Refused { status: 0 }));
    assert_eq!(upstream.asked().len(), 1);
    assert_eq!(second.round(&client(), 1001, true).await.said[0].outcome, Err(Fault::Refused { status: 401 }));
    let mut changed = gatherer(&settings.replace("up-s3cret", "new-t0ken"), Some(&state)).await;
    assert_eq!(changed.round(&client(), 1002, false).await.said[0].outcome, Ok(18));
}

#[tokio::test]
async fn a_pause_that_a_service_asks_for_is_kept() {
    let (fault, asked) = fault_of(|_| http(429, "retry-after: 3600\r\n", "")).await;
    assert_eq!((fault, asked), (Fault::RateLimited { retry_after: Some(3600) }, 1));
    let upstream = Upstream::open(|_| http(503, "retry-after: 3600\r\n", "")).await;
    let mut gatherer = gatherer(&source(&upstream.url()), None).await;
    for now in [1000, 1001, 4599] {
        assert!(gatherer.round(&client(), now, false).await.said[0].outcome.is_err());
    }
    assert_eq!(upstream.asked().len(), 1, "not before its time");
    let _ = gatherer.round(&client(), 4600, false).await;
    assert_eq!(upstream.asked().len(), 2);
    // A short one is waited for within the run.
    let is_first = AtomicU16::new(0);
    let upstream = Upstream::open(move |_| if is_first.fetch_add(1, Ordering::Relaxed) == 0 { http(429, "retry-after: 1\r\n", "") } else { http(200, "", SAMPLE) }).await;
    let mut gatherer = super_gatherer(&upstream).await;
    assert_eq!(gatherer.round(&client(), 1000, false).await.said[0].outcome, Ok(18));
}

async fn super_gatherer(upstream: &Upstream) -> Gatherer {
    gatherer(&source(&upstream.url()), None).await
}

#[tokio::test]
async fn a_source_that_is_down_leaves_the_last_good_list_which_says_since_when() {
    let state = tempfile::tempdir().unwrap();
    let status = Arc::new(AtomicU16::new(200));
    let answered = Arc::clone(&status);
    let upstream = Upstream::open(move |_| match answered.load(Ordering::Relaxed) {
        200 => http(200, "", SAMPLE),
        status => http(status, "", "gone"),
    })
    .await;
    let two = format!("{}, {{ type = \"command\", command = [\"echo\", '{{\"rsp\": {{\"stat\": \"ok\", \"group\": [{{\"id\": \"x\", \"name\": \"Other\"}}]}}}}'] }}", source(&upstream.url()));
    let mut gatherer = gatherer(&two, Some(&state)).await;
    let fresh = gatherer.round(&client(), 1_000, false).await;
    assert_eq!((fresh.list.entries.len(), fresh.list.as_of, fresh.is_fresh()), (19, None, true));
    for (code, now) in [(500, 2_000), (404, 3_000), (200, 4_000)] {
        status.store(code, Ordering::Relaxed);
        let round = gatherer.round(&client(), now, false).await;
        assert_eq!(round.list.entries, fresh.list.entries, "no group less at {code}");
        assert_eq!(round.list.as_of, (code != 200).then_some(1_000));
        assert_eq!((round.is_fresh(), round.is_whole()), (code == 200, true));
    }
    // A later process has it too, and so does one whose upstream never answered.
    status.store(500, Ordering::Relaxed);
    let mut later = again(&two, &state).await;
    assert_eq!(later.remembered().unwrap().as_of, Some(4_000));
    let round = later.round(&client(), 5_000, false).await;
    assert_eq!((round.list.entries.len(), round.list.as_of), (19, Some(4_000)));
}

#[tokio::test]
async fn no_redirect_leaves_the_origin() {
    let other = Upstream::open(|_| http(200, "", SAMPLE)).await;
    for status in [301, 302, 303, 307, 308] {
        let location = other.url();
        let (fault, _) = fault_of(move |_| http(status, &format!("location: {location}/rest/?token=up-s3cret\r\n"), "")).await;
        assert_eq!(fault, Fault::Redirect);
    }
    let (fault, asked) = fault_of(|request| {
        let target = request.split(' ').nth(1).unwrap().to_owned();
        http(302, &format!("location: {target}\r\n"), "")
    })
    .await;
    assert_eq!((fault, asked), (Fault::Redirect, 4), "nor round in circles");
    assert!(other.asked().is_empty());
    // Within the origin it is followed.
    let upstream = Upstream::open(|request| if request.starts_with("GET /moved") { http(200, "", SAMPLE) } else { http(307, "location: /moved\r\n", "") }).await;
    assert_eq!(super_gatherer(&upstream).await.round(&client(), 1, false).await.said[0].outcome, Ok(18));
}

#[tokio::test]
async fn what_is_too_large_or_too_slow_is_cut_off() {
    let (fault, _) = fault_of(|_| {
        let mut body = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
        body.resize(17 << 20, b' ');
        body
    })
    .await;
    assert_eq!(fault, Fault::TooLarge { limit: 16 << 20 });
    let slow = listed("{ type = \"command\", command = [\"sleep\", \"60\"] }").lists[0].clone();
    let slow = my_groups::config::ListSettings { timeout: 1, ..slow };
    let round = Gatherer::new(slow, None).await.round(&client(), 1, false).await;
    assert_eq!(round.said[0].outcome, Err(Fault::Timeout { seconds: 1 }));
    // Pages without end.
    let page = |_: &str| http(200, "x-wp-totalpages: 999999\r\n", "[{\"id\": 1, \"name\": \"a\", \"status\": \"public\"}]");
    let upstream = Upstream::open(page).await;
    let source = format!("{{ type = \"buddypress\", url = \"{}\", user_id = 1 }}", upstream.url());
    let endless = my_groups::config::ListSettings { timeout: 600, ..listed(&source).lists[0].clone() };
    let round = Gatherer::new(endless, None).await.round(&client(), 1, false).await;
    assert_eq!(round.said[0].outcome, Err(Fault::TooManyPages { limit: 1000 }));
}

#[tokio::test]
async fn files_and_programs_that_fail_are_named() {
    let fault = |source: &'static str| async move { gatherer(source, None).await.round(&client(), 1, false).await.said.remove(0).outcome.unwrap_err() };
    assert_eq!(fault("{ type = \"document\", path = \"/nowhere/groups.json\" }").await.kind(), "file");
    assert_eq!(fault("{ type = \"command\", command = [\"/nowhere/program\"] }").await.kind(), "command");
    assert_eq!(fault("{ type = \"command\", command = [\"false\"] }").await.kind(), "command");
    assert_eq!(fault("{ type = \"command\", command = [\"echo\", \"no list\"] }").await.kind(), "format");
    let nobody = fault("{ type = \"document\", url = \"http://127.0.0.1:9/x\" }").await;
    assert!(matches!(&nobody, Fault::Network(what) if what.contains("cannot be reached")), "{nobody}");
}

/// No fault tells the credential or the address that holds it, whatever the upstream repeats of the request.
#[tokio::test]
async fn no_fault_tells_a_secret() {
    let echo = |request: &str| request.replace(['\r', '\n'], " ");
    let statuses = [200, 302, 400, 401, 403, 404, 429, 500];
    for status in statuses {
        let (fault, _) = fault_of(move |request| http(status, "location: http://127.0.0.1:1/?token=up-s3cret\r\n", &echo(request))).await;
        assert!(!format!("{fault} {fault:?}").contains("up-s3cret"), "{fault}");
    }
    let fail = |message: String| render::json_failure(&message);
    let (fault, _) = fault_of(move |request| http(200, "", &fail(echo(request)))).await;
    assert!(!format!("{fault}").contains("up-s3cret") && !format!("{fault}").contains("up-k3y"), "{fault}");
}

#[tokio::test]
async fn no_document_tells_a_secret_that_an_upstream_repeats() {
    let body = r#"{"rsp": {"stat": "ok", "group": [{"id": 1, "name": "up-s3cret &amp; up-k3y", "description": "<b>up-s3</b>cret",
        "url": "https://a.example/?t=up-s3cret"}]}}"#;
    let upstream = Upstream::open(move |_| http(200, "", body)).await;
    let list = super_gatherer(&upstream).await.round(&client(), 1, false).await.list;
    let entries: Vec<_> = list.entries.iter().collect();
    for document in [render::json_method(&entries, None), render::xml_method(&entries, None)] {
        assert!(!document.contains("up-s3cret") && !document.contains("up-k3y"), "{document}");
    }
}

/// 10,000 bodies that no service should send: parts of the documented samples cut, doubled and turned over, and noise.
#[tokio::test]
async fn ten_thousand_hostile_bodies_neither_panic_nor_make_a_group_of_nothing() {
    let xml = include_str!("../../tests/fixtures/get-my-groups.xml");
    let mut runner = TestRunner::deterministic();
    let cut = (0..SAMPLE.len(), 0..SAMPLE.len(), proptest::arbitrary::any::<u8>(), 0..6_usize);
    let noise = proptest::collection::vec(proptest::arbitrary::any::<u8>(), 0..200);
    for round in 0..10_000 {
        let (one, other, byte, how) = cut.new_tree(&mut runner).unwrap().current();
        let document = if round % 2 == 0 { SAMPLE.as_bytes() } else { xml.as_bytes() };
        let (one, other) = (one % document.len(), other % document.len());
        let mut body = document.to_vec();
        match how {
            0 => body.truncate(one),
            1 => body[one] = byte,
            2 => body.splice(one..one, noise.new_tree(&mut runner).unwrap().current()).for_each(drop),
            3 => body.extend_from_slice(&document[one..]),
            4 => body = [&document[one.min(other)..one.max(other)], &[byte]].concat(),
            _ => body = noise.new_tree(&mut runner).unwrap().current(),
        }
        if let Ok(listing) = wire::read(&body, None) {
            assert!(listing.groups.iter().all(|group| !group.id.is_empty() && !group.name.trim().is_empty()));
        }
        let _ = wire::documented(&body);
    }
}

async fn again(sources: &str, state: &tempfile::TempDir) -> Gatherer {
    gatherer(sources, Some(state)).await
}
