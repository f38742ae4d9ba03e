//! The attempts of one fetch, and the groups that the response contains.

use super::{
    early::EarlyRequest,
    platform::Browser,
    response::{FetchOptions, FetchedBody, fetch_body},
};
use crate::{
    console,
    failure::{Failure, Network},
    groups::GroupList,
    owner, page,
    request::Request,
    wire::{self, Listing},
};
use futures_util::FutureExt;
use std::sync::Arc;

/// The result of a load.
pub(crate) type Outcome = Result<Arc<GroupList>, Failure>;

/// Makes at most three attempts. The first attempt takes over the `early` request. Every other attempt
/// waits until the page is visible.
pub(super) async fn fetch_with_retries(
    request: Request,
    options: FetchOptions,
    mut early: Option<EarlyRequest>,
) -> Outcome {
    const MAX_RETRIES: u32 = 2;
    /// If reading a long list takes longer than this, the list is rendered in another task.
    const MAX_READING_MS: u64 = 8;
    const MAX_SHORT_LIST: usize = 100;
    let mut retries = 0;
    loop {
        // The future is boxed, because the code would be larger if it were a part of this future.
        let body = fetch_body(&request, options, early.take())
            .boxed_local()
            .await;
        let start = page::now();
        let failure = match body.and_then(|body| read_groups(&request, &body)) {
            Ok(list) => {
                // A short list does not need another task. Reading the first list always takes long,
                // because the browser compiles the code.
                let is_long = list.groups.len() > MAX_SHORT_LIST;
                if is_long && list.loaded_at.abs_diff(start) >= MAX_READING_MS {
                    page::sleep(0).await;
                }
                return Ok(list);
            }
            Err(failure) => failure,
        };
        let pause = pause_before_retry(&failure, retries).filter(|_| retries < MAX_RETRIES);
        let Some(pause) = pause else {
            return Err(failure);
        };
        retries += 1;
        page::sleep(pause).await;
        page::until_visible().await;
    }
}

fn read_groups(request: &Request, body: &FetchedBody) -> Outcome {
    let FetchedBody {
        content_type,
        bytes,
    } = body;
    let listing = wire::read(bytes, content_type.as_deref(), &Browser);
    let Listing {
        groups,
        left_out,
        unknown_privacy,
    } = listing.map_err(|failure| match failure {
        Failure::Api { message } => Failure::Api {
            message: request.conceal(message),
        },
        other => other,
    })?;
    if left_out > 0 {
        console::warn(&owner::left_out(left_out));
    }
    if unknown_privacy > 0 {
        console::warn(&owner::unknown_privacy(unknown_privacy));
    }
    Ok(Arc::new(GroupList {
        loaded_at: page::now(),
        groups,
    }))
}

/// Returns the milliseconds to wait after a failure, or `None` if another attempt cannot help.
/// `retries` is the number of retries so far.
fn pause_before_retry(failure: &Failure, retries: u32) -> Option<u32> {
    /// If the server asks for a longer pause than this, in seconds, the badge does not retry.
    const LONGEST_PAUSE_S: u32 = 20;
    /// One half of the pause is fixed and the other half is random, so that the visitors of a page do
    /// not all retry at the same moment. Each further pause is twice as long.
    const FIRST_PAUSE_MS: f64 = 1000.0;
    let requested_ms = match failure {
        Failure::RateLimited {
            retry_after: Some(seconds),
            ..
        } if *seconds > LONGEST_PAUSE_S => return None,
        Failure::RateLimited { retry_after, .. } => retry_after.unwrap_or(0) * 1000,
        Failure::Network(Network::Unreachable)
        | Failure::Server { .. }
        | Failure::Timeout { .. } => 0,
        _ => return None,
    };
    let random = f64::midpoint(1.0, js_sys::Math::random());
    let pause_ms = FIRST_PAUSE_MS * f64::from(1 << retries) * random;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few seconds"
    )]
    let pause_ms = pause_ms as u32;
    Some(pause_ms.saturating_add(requested_ms))
}
