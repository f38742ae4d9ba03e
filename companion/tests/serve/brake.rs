//! Guesses of keys and tokens are slowed down. The clock is paused, and the requests go to the routes
//! without a socket.

use super::*;
use axum::{body::Body, http::Request, http::StatusCode};
use my_groups::native::server::{self, App};
use std::sync::Arc;
use tokio::time::Instant as Clock;
use tower::ServiceExt;

/// The routes of a server with one list, and its key and tokens.
fn app() -> Arc<App> {
    let file = format!("[server]\nclient_header = \"x-forwarded-for\"\n{LIST}{KEYS}");
    let app = Arc::new(App::new(&common::config(&file)).unwrap());
    app.lists["me"].publish(common::sample(), 0, &app.server);
    app
}

async fn status(app: &Arc<App>, client: &str, arguments: &str) -> StatusCode {
    let request = Request::get(rest(arguments))
        .header("x-forwarded-for", client)
        .body(Body::empty())
        .unwrap();
    let router = server::router(Arc::clone(app));
    router.oneshot(request).await.unwrap().status()
}

const RIGHT: &str = "api_key=k3y-of-app&token=publ1c-t0ken&format=json";

#[tokio::test(start_paused = true)]
async fn wrong_keys_and_tokens_slow_their_client_down() {
    for (wrong, expected) in [
        ("api_key=k3y-of-app&token=publ1c-t0kex", 403),
        ("api_key=k3y-of-apx&token=publ1c-t0ken", 404),
    ] {
        let app = app();
        let mut waits = Vec::new();
        for _ in 0..8 {
            let started = Clock::now();
            assert_eq!(status(&app, "192.0.2.1", wrong).await, expected);
            waits.push(started.elapsed());
        }
        assert!(waits.is_sorted(), "{waits:?}");
        assert_eq!(waits[0], Duration::ZERO);
        assert!(waits[7] >= Duration::from_secs(2), "{waits:?}");
        // The proxy appends the last address. Addresses before it come from the client, and are ignored.
        let started = Clock::now();
        assert_eq!(status(&app, "1.1.1.1, 192.0.2.1", wrong).await, expected);
        assert!(started.elapsed() >= waits[7]);
        // Other clients are not slowed down, and the client itself gets a response after its pause.
        let started = Clock::now();
        assert_eq!(status(&app, "192.0.2.2", RIGHT).await, 200);
        assert_eq!(started.elapsed(), Duration::ZERO);
        assert_eq!(status(&app, "192.0.2.1", RIGHT).await, 200);
        assert_eq!(status(&app, "192.0.2.1", RIGHT).await, 200);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_not_guessed_from_many_addresses() {
    let app = app();
    let started = Clock::now();
    for guess in 0..1000 {
        let client = format!("192.0.{}.{}", guess / 250, guess % 250);
        let arguments = format!("api_key=k3y-of-app&token=t0ken-{guess:06}");
        assert_eq!(status(&app, &client, &arguments).await, 403);
    }
    assert!(started.elapsed() > Duration::from_secs(900));
}

#[tokio::test(start_paused = true)]
async fn a_request_without_a_guess_is_not_slowed_down() {
    let app = app();
    let started = Clock::now();
    for _ in 0..20 {
        assert_eq!(status(&app, "192.0.2.1", "api_key=&token=").await, 404);
        assert_eq!(status(&app, "192.0.2.1", "api_key=k3y-of-app").await, 403);
        assert_eq!(status(&app, "192.0.2.1", RIGHT).await, 200);
    }
    assert_eq!(started.elapsed(), Duration::ZERO);
}
