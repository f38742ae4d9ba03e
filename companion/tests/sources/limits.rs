//! The limits on the requests and the bytes of one source.

use super::*;
use my_groups::source::{MAX_REQUESTS, Session, Settings};

fn session() -> Session {
    Settings::buddypress("https://a.example/".parse().unwrap(), 7).start()
}

#[test]
fn a_source_may_need_1000_requests() {
    assert_eq!(MAX_REQUESTS, 1000);
    let page = || {
        let headers = vec![("x-wp-totalpages".to_owned(), "9999".to_owned())];
        Response::new(200, headers, br#"[{"id": 1, "name": "a"}]"#.to_vec(), 0)
    };
    let mut session = session();
    assert!(matches!(session.step(None), Ok(Step::Request(_))));
    for _ in 1..MAX_REQUESTS {
        assert!(matches!(session.step(Some(page())), Ok(Step::Request(_))));
    }
    let fault = session.step(Some(page())).unwrap_err();
    let limit = MAX_REQUESTS;
    assert_eq!(fault, Fault::TooManyPages { limit });
}

#[test]
fn the_responses_of_a_source_have_64_mib_together() {
    const HALF: usize = 32 << 20;
    let page = |bytes: usize| Response::new(404, Vec::new(), vec![b'<'; bytes], 0);
    let mut session = session();
    assert!(session.step(None).is_ok());
    assert!(session.step(Some(page(HALF))).is_ok());
    assert!(session.step(Some(page(HALF))).is_ok());
    let fault = session.step(Some(page(1))).unwrap_err();
    assert_eq!(fault, Fault::TooLarge { limit: 2 * HALF });
}
