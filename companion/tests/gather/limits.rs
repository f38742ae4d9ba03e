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
    assert_eq!((fault, asked), (Fault::RedirectLoop, 6));
    assert!(other.asked().is_empty());
    // A redirect within the origin is followed.
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
async fn a_request_without_a_credential_is_redirected_to_the_canonical_host() {
    let canonical = Upstream::open(|request| {
        assert!(!request.to_lowercase().contains("authorization"));
        http(200, "", SAMPLE)
    })
    .await;
    let target = canonical.url();
    let upstream =
        Upstream::open(move |_| http(301, &format!("location: {target}/list.json\r\n"), "")).await;
    let source = format!("{{ type = \"document\", url = \"{}/\" }}", upstream.url());
    let report = gatherer(&source, None)
        .await
        .refresh(&client(), 1, false)
        .await;
    assert_eq!(report.sources[0].outcome, Ok(18));
}

#[tokio::test]
async fn a_response_that_is_compressed_although_nobody_asked_is_read() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, SAMPLE.as_bytes()).unwrap();
    let body = encoder.finish().unwrap();
    for header in ["content-encoding: gzip\r\n", ""] {
        let body = body.clone();
        let upstream = Upstream::open(move |request| {
            assert!(!request.to_lowercase().contains("accept-encoding"));
            let length = body.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\n{header}content-length: {length}\r\nconnection: close\r\n\r\n"
            );
            [head.as_bytes(), &body].concat()
        })
        .await;
        let report = super_gatherer(&upstream)
            .await
            .refresh(&client(), 1, false)
            .await;
        assert_eq!(report.sources[0].outcome, Ok(18), "{header}");
    }
}

/// Repeated headers are one list: WordPress sends each link in a separate header.
#[tokio::test]
async fn a_wordpress_with_plain_permalinks_is_found() {
    let upstream = Upstream::open(|request| {
        let path = request.split(' ').nth(1).unwrap();
        let host = request.split("host: ").nth(1).unwrap().split("\r\n").next().unwrap();
        if path.contains("rest_route=/buddypress/v2/groups") {
            http(200, "", "[{\"id\": 1, \"name\": \"a\", \"status\": \"public\"}]")
        } else if path == "/sub/" {
            let links = format!(
                "link: <http://{host}/sub/feed/>; rel=\"alternate\"\r\nlink: <http://{host}/sub/index.php?rest_route=/>; rel=\"https://api.w.org/\"\r\n"
            );
            http(200, &links, "<!doctype html>")
        } else {
            http(404, "content-type: text/html\r\n", "<!doctype html>")
        }
    })
    .await;
    let source = format!(
        "{{ type = \"buddypress\", url = \"{}/sub/\", user_id = 1 }}",
        upstream.url()
    );
    let report = gatherer(&source, None)
        .await
        .refresh(&client(), 1, false)
        .await;
    assert_eq!(report.sources[0].outcome, Ok(1), "{:?}", upstream.asked());
}

#[tokio::test]
async fn a_body_that_is_too_large_and_pages_without_end_are_cut_off() {
    let (fault, _) = fault_of(|_| {
        let mut body = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
        body.resize(17 << 20, b' ');
        body
    })
    .await;
    assert_eq!(fault, Fault::TooLarge { limit: 16 << 20 });
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

#[tokio::test(start_paused = true)]
async fn a_source_that_takes_too_long_is_cut_off() {
    let sources = "{ type = \"command\", command = [\"sleep\", \"60\"] }";
    let mut gatherer = gatherer(sources, None).await;
    let report = gatherer.refresh(&client(), 1, false).await;
    assert_eq!(
        report.sources[0].outcome,
        Err(Fault::Timeout { seconds: 5 })
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
