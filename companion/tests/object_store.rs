//! A snapshot into an object store, against a real S3-compatible server:
//! `companion/tests/object_store.sh` installs one, starts it and runs this.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod common;

use common::{Upstream, client, http, listed};
use my_groups::native::{
    snapshot::{self, Outcome},
    store::Store,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// `AWS_ENDPOINT` and the other variables of the store are the script's.
#[tokio::test]
#[ignore = "it needs an S3-compatible server: run companion/tests/object_store.sh"]
async fn a_list_is_published_to_a_bucket_and_its_state_kept_there() {
    let endpoint = std::env::var("AWS_ENDPOINT").unwrap();
    let is_up = Arc::new(AtomicBool::new(true));
    let answered = Arc::clone(&is_up);
    let upstream = Upstream::open(move |_| {
        if answered.load(Ordering::Relaxed) {
            http(200, "", common::SAMPLE)
        } else {
            http(500, "", "")
        }
    })
    .await;
    let source = format!(
        "{{ type = \"document\", url = \"{}/groups.json\" }}",
        upstream.url()
    );
    let take = async || {
        let [out, state] =
            ["s3://groups/public", "s3://groups/state"].map(|url| Store::open(url).unwrap());
        snapshot::take(
            listed(&source).lists[0].clone(),
            &client(),
            &out,
            Some(state),
        )
        .await
    };
    let first = take().await;
    assert_eq!(
        (first.outcome, first.files.len()),
        (Outcome::Published, 5),
        "{first:?}"
    );
    assert_eq!(take().await.outcome, Outcome::Unchanged);
    let get = async |name: &str| {
        reqwest::get(format!("{endpoint}/groups/{name}"))
            .await
            .unwrap()
    };
    let json = get("public/my-groups.json").await;
    assert_eq!(json.headers()["content-type"], "application/json");
    assert!(
        json.headers()["cache-control"]
            .to_str()
            .unwrap()
            .starts_with("public, max-age=300")
    );
    let etag = json.headers()["etag"].clone();
    assert!(json.text().await.unwrap().contains("SXSW 2007"));
    is_up.store(false, Ordering::Relaxed);
    let stood = take().await;
    assert_eq!((stood.outcome, stood.published), (Outcome::Stale, 17));
    let json = get("public/my-groups.json").await;
    assert_ne!(json.headers()["etag"], etag);
    assert!(json.text().await.unwrap().contains("\"as_of\":\"20"));
    is_up.store(true, Ordering::Relaxed);
    assert_eq!(take().await.outcome, Outcome::Published);
    assert_eq!(
        get("public/my-groups.json").await.headers()["etag"],
        etag,
        "as it was"
    );
    // The message names the missing bucket, and no document is reported as published.
    let [out, state] =
        ["s3://nowhere/public", "s3://groups/state"].map(|url| Store::open(url).unwrap());
    let failed = snapshot::take(
        listed(&source).lists[0].clone(),
        &client(),
        &out,
        Some(state),
    )
    .await;
    assert_eq!(failed.outcome, Outcome::Failed, "{failed:?}");
}
