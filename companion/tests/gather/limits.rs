//! Limits of time, size, pages and redirects.

use super::*;

#[tokio::test]
async fn no_redirect_leaves_the_origin() {
    let other = Upstream::open(|_| http(200, "", SAMPLE)).await;
    for status in [301, 302, 303, 307, 308] {
        let location = other.url();
        let (fault, _) = fault_of(move |_| {
            http(
                status,
                &format!("location: {location}/rest/?token=up-s3cret\r\n"),
                "",
            )
        })
        .await;
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
    let upstream = Upstream::open(|request| {
        if request.starts_with("GET /moved") {
            http(200, "", SAMPLE)
        } else {
            http(307, "location: /moved\r\n", "")
        }
    })
    .await;
    assert_eq!(
        super_gatherer(&upstream)
            .await
            .refresh(&client(), 1, false)
            .await
            .sources[0]
            .outcome,
        Ok(18)
    );
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
    let report = Gatherer::new(slow, None)
        .await
        .refresh(&client(), 1, false)
        .await;
    assert_eq!(
        report.sources[0].outcome,
        Err(Fault::Timeout { seconds: 1 })
    );
    // Pages without end.
    let page = |_: &str| {
        http(
            200,
            "x-wp-totalpages: 999999\r\n",
            "[{\"id\": 1, \"name\": \"a\", \"status\": \"public\"}]",
        )
    };
    let upstream = Upstream::open(page).await;
    let source = format!(
        "{{ type = \"buddypress\", url = \"{}\", user_id = 1 }}",
        upstream.url()
    );
    let endless = my_groups::config::ListSettings {
        timeout: 600,
        ..listed(&source).lists[0].clone()
    };
    let report = Gatherer::new(endless, None)
        .await
        .refresh(&client(), 1, false)
        .await;
    assert_eq!(
        report.sources[0].outcome,
        Err(Fault::TooManyPages { limit: 1000 })
    );
}

#[tokio::test]
async fn files_and_programs_that_fail_are_named() {
    let fault = |source: &'static str| async move {
        gatherer(source, None)
            .await
            .refresh(&client(), 1, false)
            .await
            .sources
            .remove(0)
            .outcome
            .unwrap_err()
    };
    assert_eq!(
        fault("{ type = \"document\", path = \"/nowhere/groups.json\" }")
            .await
            .kind(),
        "file"
    );
    assert_eq!(
        fault("{ type = \"command\", command = [\"/nowhere/program\"] }")
            .await
            .kind(),
        "command"
    );
    assert_eq!(
        fault("{ type = \"command\", command = [\"false\"] }")
            .await
            .kind(),
        "command"
    );
    assert_eq!(
        fault("{ type = \"command\", command = [\"echo\", \"no list\"] }")
            .await
            .kind(),
        "format"
    );
    let nobody = fault("{ type = \"document\", url = \"http://127.0.0.1:9/x\" }").await;
    assert!(
        matches!(&nobody, Fault::Network(what) if what.contains("cannot be reached")),
        "{nobody}"
    );
}
