//! Liveness, readiness and metrics.

use super::*;

#[tokio::test]
async fn a_server_is_healthy_before_it_is_ready() {
    let later = "[lists.later]\nsources = [{ type = \"document\", path = \"none\" }]\n";
    for (file, ready) in [(format!("{LIST}{later}"), 503), (LIST.to_owned(), 200)] {
        let served = Served::open(&file).await;
        for (path, status) in [("/healthz", 200), ("/readyz", ready), ("/metrics", 200)] {
            let response = served.get(path).await;
            assert_eq!(response.status(), status, "{path}");
            assert_eq!(response.headers()["cache-control"], "no-store");
            assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        }
        served.end().await;
    }
}

/// They name the lists, and how many there are; a page of another site must not read them.
#[tokio::test]
async fn other_sites_cannot_read_health_and_metrics() {
    let served = served().await;
    let origin = [("origin", "https://page.example")];
    for path in ["/healthz", "/readyz", "/metrics"] {
        for method in [Method::GET, Method::OPTIONS] {
            let response = served.ask(method, path, &origin).await;
            let headers = response.headers();
            assert!(
                !headers.contains_key("access-control-allow-origin"),
                "{path}"
            );
        }
    }
    for path in ["/me.json", "/none.json", "/embed/frame.js", &rest("")] {
        let response = served.ask(Method::GET, path, &origin).await;
        assert_eq!(
            response.headers()["access-control-allow-origin"],
            "*",
            "{path}"
        );
    }
}
