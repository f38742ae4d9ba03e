//! The page for iframes, and oEmbed, with which other sites find the page.

use super::{App, encoded::Encoded, text};
use crate::{
    config::Server,
    render::{self, View},
};
use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::{fmt::Write, sync::Arc};
use url::Url;

/// The width of an iframe in pixels, unless a request asks for less.
const WIDTH: u64 = 480;
/// The heights that WordPress allows for an iframe, in pixels.
const HEIGHTS: std::ops::RangeInclusive<u64> = 200..=1000;

/// Renders the page of a list: the badge, if its files are available, and the list inside its tag.
pub(super) fn page(view: &View<'_>, name: &str, server: &Server) -> Encoded {
    let public = server
        .public_url
        .as_ref()
        .map(|url| url.as_str().trim_end_matches('/'));
    let base = public.unwrap_or_default();
    let script = match (&server.embed_dir, &server.embed_url) {
        (Some(_), _) => Some(format!("{base}/embed/my-groups-badge.js")),
        (None, Some(url)) => url
            .join("my-groups-badge.js")
            .ok()
            .map(|url| url.to_string()),
        (None, None) => None,
    };
    let mut head = format!(
        "<base target=\"_blank\">\n<link rel=\"stylesheet\" href=\"{base}/embed/frame.css\">\n"
    );
    if let Some(link) = discovery(name, server) {
        let _ = writeln!(
            head,
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\">",
            render::escaped(&link)
        );
    }
    let list = list(view, name, base);
    let content = match &script {
        Some(script) => {
            let _ = writeln!(
                head,
                "<script type=\"module\" src=\"{}\"></script>",
                render::escaped(script)
            );
            let heading = view
                .heading
                .map(|heading| format!(" heading=\"{}\"", render::escaped(heading)))
                .unwrap_or_default();
            // WordPress follows only links to the host of the page, so links lead to a path of this
            // server. The badge needs an absolute URL for that.
            let has_all = !view.entries.is_empty()
                && view.entries.iter().all(|entry| entry.group.url.is_some());
            let links = public
                .filter(|_| has_all)
                .map(|base| format!(" group-url=\"{base}/{name}/go/{{id}}\""))
                .unwrap_or_default();
            format!(
                "<my-groups-badge src=\"{base}/{name}.json\"{heading}{links}>\n{list}</my-groups-badge>\n"
            )
        }
        None => list,
    };
    let _ = writeln!(
        head,
        "<script type=\"module\" src=\"{base}/embed/frame.js\"></script>"
    );
    let origin = |url: &Url| url.origin().ascii_serialization();
    let own = server
        .public_url
        .as_ref()
        .map(|url| format!(" {}", origin(url)))
        .unwrap_or_default();
    let other = server
        .embed_url
        .as_ref()
        .map(|url| format!(" {}", origin(url)))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self'{own}{other} 'wasm-unsafe-eval'; connect-src 'self'{own}{other}; \
         style-src 'self'{own}; base-uri 'none'; form-action 'none'; frame-ancestors *"
    );
    let policy =
        HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let headers = vec![
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(render::Kind::Html.media_type()),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static(render::Kind::Html.cache_control()),
        ),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Encoded::new(render::page(view, &head, &content), headers)
}

/// Renders the list for readers without the badge.
fn list(view: &View<'_>, name: &str, base: &str) -> String {
    let mut out = String::from("<ul>\n");
    for entry in view.entries {
        let group = &entry.group;
        let shown = render::escaped(&group.name);
        let _ = match &group.url {
            Some(_) => {
                let id: String =
                    url::form_urlencoded::byte_serialize(group.id.as_bytes()).collect();
                write!(
                    out,
                    "<li><a href=\"{base}/{name}/go/{}\"><bdi>{shown}</bdi></a>",
                    id.replace('+', "%20")
                )
            }
            None => write!(out, "<li><bdi>{shown}</bdi>"),
        };
        if let Some(count) = group.member_count {
            let _ = write!(
                out,
                " <span>{}</span>",
                render::escaped(&view.language.members(count))
            );
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
    out
}

/// Returns the oEmbed URL of a list's page; `None` without `public_url`.
pub(super) fn discovery(name: &str, server: &Server) -> Option<String> {
    let base = server.public_url.as_ref()?.as_str().trim_end_matches('/');
    let url: String =
        url::form_urlencoded::byte_serialize(format!("{base}/{name}/embed").as_bytes()).collect();
    Some(format!("{base}/oembed?url={url}"))
}

/// `GET /NAME/embed`.
pub(super) async fn embed(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    match app.current(&name) {
        Ok(current) => current.embed.respond(&headers).map(Body::new),
        Err(response) => *response,
    }
}

/// `GET /NAME/go/ID`: redirects to the group's own URL.
pub(super) async fn go(
    State(app): State<Arc<App>>,
    Path((name, id)): Path<(String, String)>,
) -> Response {
    let current = match app.current(&name) {
        Ok(current) => current,
        Err(response) => return *response,
    };
    let address = app
        .lists
        .get(&name)
        .and_then(|list| list.address(&current, &id));
    match address.and_then(|address| HeaderValue::try_from(address).ok()) {
        Some(address) => {
            let headers = [
                (header::LOCATION, address),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (StatusCode::FOUND, headers).into_response()
        }
        None => text(
            StatusCode::NOT_FOUND,
            "The group does not exist, or has no URL.",
        ),
    }
}

/// Returns the name of the list whose page or fragment has this URL. Scheme, host and port are
/// compared as URLs are; a trailing slash, a query and a fragment are ignored.
fn list_of(url: &str, public: &Url) -> Option<String> {
    let url = Url::parse(url.trim()).ok()?;
    if url.origin() != public.origin() {
        return None;
    }
    let folder = public.path().trim_end_matches('/');
    let path = url.path().strip_prefix(folder)?.strip_prefix('/')?;
    let path = path.trim_end_matches('/');
    let name = path
        .strip_suffix("/embed")
        .or_else(|| path.strip_suffix(".html"))?;
    Some(name.to_owned())
}

/// `GET /oembed?url=…`: <https://oembed.com/>.
pub(super) async fn oembed(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let argument = |name: &str| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let Some(public) = &app.server.public_url else {
        return text(
            StatusCode::NOT_FOUND,
            "oEmbed is not available: `server.public_url` is not set.",
        );
    };
    match argument("format").as_deref() {
        None | Some("json") => {}
        Some("xml") => return text(StatusCode::NOT_IMPLEMENTED, "The only format is json."),
        Some(_) => return text(StatusCode::BAD_REQUEST, "The only format is json."),
    }
    let bound = |name: &str| {
        argument(name).map(|bound| bound.parse::<u64>().ok().filter(|bound| *bound > 0))
    };
    let (Some(max_width), Some(max_height)) = (
        bound("maxwidth").unwrap_or(Some(WIDTH)),
        bound("maxheight").unwrap_or(Some(*HEIGHTS.end())),
    ) else {
        return text(
            StatusCode::BAD_REQUEST,
            "maxwidth and maxheight must be whole numbers from 1.",
        );
    };
    let Some(url) = argument("url") else {
        return text(
            StatusCode::BAD_REQUEST,
            "The parameter url is missing: the URL of a list's page.",
        );
    };
    let base = public.as_str().trim_end_matches('/');
    let name = list_of(&url, public).unwrap_or_default();
    let current = match app.current(&name) {
        Ok(current) => current,
        Err(response) => return *response,
    };
    let rows = u64::try_from(current.count).unwrap_or(u64::MAX);
    let height = rows
        .saturating_mul(36)
        .saturating_add(80)
        .clamp(*HEIGHTS.start(), *HEIGHTS.end())
        .min(max_height);
    let width = max_width.min(WIDTH);
    let title = app
        .lists
        .get(&name)
        .and_then(|list| list.settings.heading.clone())
        .unwrap_or_else(|| "My Groups".to_owned());
    let title = render::escaped(&title);
    let html = format!(
        "<iframe src=\"{base}/{name}/embed\" width=\"{width}\" height=\"{height}\" title=\"{title}\" sandbox=\"allow-scripts allow-popups\" \
         loading=\"lazy\" style=\"border:0\"></iframe>"
    );
    let body = json!({
        "version": "1.0", "type": "rich", "provider_name": "My Groups", "provider_url": base, "title": title,
        "width": width, "height": height, "html": html, "cache_age": 3600,
    });
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, body.to_string()).into_response()
}
