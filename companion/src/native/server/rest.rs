//! The documented method, `group.getMyGroups`.

use super::App;
use crate::{config::Token, list::Selection, render, secret::Credential};
use axum::{
    extract::{RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::Arc;

#[derive(Clone, Copy)]
enum Format {
    Json,
    Xml,
}

/// The arguments; of several with one name the first counts.
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

/// `GET /services/rest/`.
pub(super) async fn rest(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Response {
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
    let Some(tokens) = arguments.api_key.and_then(|api_key| tokens(&app, &api_key)) else {
        return failure(
            format,
            StatusCode::NOT_FOUND,
            "api_key is missing, inactive or not found",
        );
    };
    let Some(token) = arguments.token.and_then(|token| found(tokens, &token)) else {
        return failure(
            format,
            StatusCode::FORBIDDEN,
            "token is missing, not found or deactivated",
        );
    };
    let Some(published) = app.lists.get(&token.list) else {
        return failure(
            format,
            StatusCode::FORBIDDEN,
            "token is missing, not found or deactivated",
        );
    };
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
    answer(format, StatusCode::OK, body)
}

/// Returns the tokens of a key. It compares all keys, so that the time tells nothing.
fn tokens<'a>(app: &'a App, api_key: &str) -> Option<&'a [Token]> {
    let api_key = Credential::new(api_key);
    app.keys.iter().fold(None, |found, key| {
        if key.api_key.matches(&api_key) {
            Some(&*key.tokens)
        } else {
            found
        }
    })
}

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

fn failure(format: Format, status: StatusCode, message: &str) -> Response {
    let body = match format {
        Format::Json => render::json_failure(message),
        Format::Xml => render::xml_failure(message),
    };
    answer(format, status, body)
}

fn answer(format: Format, status: StatusCode, body: String) -> Response {
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
