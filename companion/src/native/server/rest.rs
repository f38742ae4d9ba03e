//! The documented method, `group.getMyGroups`.

use super::{App, brake::Subject};
use crate::{
    config::{Key, Token},
    list::Selection,
    render,
    secret::Credential,
};
use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

#[derive(Clone, Copy)]
enum Format {
    Json,
    Xml,
}

/// The arguments. If a name occurs several times, the first one counts.
#[derive(Default)]
struct Arguments {
    method: Option<String>,
    api_key: Option<String>,
    token: Option<String>,
    format: Option<String>,
}

impl Arguments {
    fn read(query: &str) -> Self {
        let mut arguments = Self::default();
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let slot = match key.as_ref() {
                "method" => &mut arguments.method,
                "api_key" => &mut arguments.api_key,
                "token" => &mut arguments.token,
                "format" => &mut arguments.format,
                _ => continue,
            };
            slot.get_or_insert(value.into_owned());
        }
        arguments
    }
}

/// The address from which a connection comes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// Returns the client of a request. A proxy appends the address of its client to a header, if the
/// configuration names one.
fn client(app: &App, headers: &HeaderMap, peer: Option<Extension<Peer>>) -> Subject {
    let forwarded = app.server.client_header.as_deref().and_then(|name| {
        let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
        let last = value.rsplit(',').next()?.trim();
        let address = last.parse::<SocketAddr>().map(|address| address.ip());
        address.or_else(|_| last.parse()).ok()
    });
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.0);
    Subject::client(forwarded.unwrap_or(peer))
}

/// `GET /services/rest/`.
pub(super) async fn rest(
    State(app): State<Arc<App>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let arguments = Arguments::read(&query.unwrap_or_default());
    let format = match arguments.format.as_deref() {
        Some("json") => Format::Json,
        None | Some("" | "xml" | "rest") => Format::Xml,
        Some(_) => {
            return failure(
                Format::Xml,
                StatusCode::BAD_REQUEST,
                "format is json or xml",
            );
        }
    };
    if arguments.method.as_deref() != Some("group.getMyGroups") {
        return failure(
            format,
            StatusCode::BAD_REQUEST,
            "method is group.getMyGroups",
        );
    }
    let client = client(&app, &headers, peer);
    if let Err(wait) = app.brake.wait(client).await {
        return too_many_failures(format, wait);
    }
    let guess = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (api_key, token) = (guess(arguments.api_key), guess(arguments.token));
    let Some((place, key)) = api_key.as_deref().and_then(|api_key| key(&app, api_key)) else {
        if api_key.is_some() {
            app.brake.failed(client);
        }
        return failure(
            format,
            StatusCode::NOT_FOUND,
            "api_key is missing, inactive or not found",
        );
    };
    let subject = Subject::Key(place);
    if let Err(wait) = app.brake.wait(subject).await {
        return too_many_failures(format, wait);
    }
    let found = token
        .as_deref()
        .and_then(|token| found(&key.tokens, token))
        .and_then(|token| Some((token, app.lists.get(&token.list)?)));
    let Some((token, published)) = found else {
        if token.is_some() {
            app.brake.failed(client);
            app.brake.failed(subject);
        }
        return failure(
            format,
            StatusCode::FORBIDDEN,
            "token is missing, not found or deactivated",
        );
    };
    app.brake.succeeded(client);
    app.brake.succeeded(subject);
    let Some(current) = published.current() else {
        let mut response = failure(
            format,
            StatusCode::SERVICE_UNAVAILABLE,
            "the list is not loaded yet",
        );
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, super::RETRY_AFTER);
        return response;
    };
    let own = &published.settings.selection;
    let selection = Selection {
        show_private: own.show_private || token.private,
        ..own.clone()
    };
    let (entries, as_of) = (selection.of(&current.list.entries), current.list.as_of);
    let body = match format {
        Format::Json => render::json_method(&entries, as_of),
        Format::Xml => render::xml_method(&entries, as_of),
    };
    response(format, StatusCode::OK, body)
}

/// Returns a key and its place. All keys are compared, so that the time does not depend on the key.
fn key<'a>(app: &'a App, api_key: &str) -> Option<(usize, &'a Key)> {
    let api_key = Credential::new(api_key);
    app.keys.iter().enumerate().fold(None, |found, key| {
        if key.1.api_key.matches(&api_key) {
            Some(key)
        } else {
            found
        }
    })
}

/// Returns a token. All tokens are compared, so that the time does not depend on the token.
fn found<'a>(tokens: &'a [Token], token: &str) -> Option<&'a Token> {
    let token = Credential::new(token);
    tokens.iter().fold(None, |found, known| {
        if known.token.matches(&token) {
            Some(known)
        } else {
            found
        }
    })
}

fn too_many_failures(format: Format, wait: Duration) -> Response {
    let mut response = failure(
        format,
        StatusCode::TOO_MANY_REQUESTS,
        "too many requests with a wrong api_key or token",
    );
    let seconds = HeaderValue::from(wait.as_secs() + 1);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

fn failure(format: Format, status: StatusCode, message: &str) -> Response {
    let body = match format {
        Format::Json => render::json_failure(message),
        Format::Xml => render::xml_failure(message),
    };
    response(format, status, body)
}

fn response(format: Format, status: StatusCode, body: String) -> Response {
    let media_type = match format {
        Format::Json => render::Kind::Json.media_type(),
        Format::Xml => render::Kind::Xml.media_type(),
    };
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (status, headers, body).into_response()
}
