//! The files of `/embed/`: the badge's files from a release's folder, and the two files of the page for
//! iframes.

use super::{
    App,
    encoded::{Encoded, Headers},
    text,
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use std::{collections::HashMap, fs, io, path::Path as FilePath, sync::Arc};

/// Limits on the files of a folder: their number, and their bytes together.
const MAX_FILES: usize = 256;
const MAX_BYTES: usize = 16 << 20;

/// Files by their paths below `/embed/`.
pub struct Assets(HashMap<String, Encoded>);

impl Assets {
    /// Loads the files of a folder, if there is one, and the files of the page for iframes.
    ///
    /// # Errors
    /// The folder cannot be read, or is not the folder `embed` of a release.
    pub fn load(folder: Option<&FilePath>) -> Result<Self, String> {
        let mut files = HashMap::new();
        if let Some(folder) = folder {
            read(folder, "", &mut files)
                .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
            if !files.contains_key("my-groups-badge.js") {
                return Err(format!(
                    "{} does not contain my-groups-badge.js; expected: the folder embed of a release",
                    folder.display()
                ));
            }
        }
        let own = [
            ("frame.js", include_str!("frame.js")),
            ("frame.css", include_str!("frame.css")),
        ];
        for (name, content) in own {
            files.insert(name.to_owned(), content.as_bytes().to_vec());
        }
        let encoded = |(name, content): (String, Vec<u8>)| {
            let headers = headers(&name)?;
            Some((name, Encoded::new(content, headers)))
        };
        Ok(Self(files.into_iter().filter_map(encoded).collect()))
    }
}

fn read(folder: &FilePath, prefix: &str, files: &mut HashMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // Files and folders with a dot are not public: .git, .env, .my-groups.
        let Some(name) = entry
            .file_name()
            .to_str()
            .filter(|name| !name.starts_with('.'))
            .map(|name| format!("{prefix}{name}"))
        else {
            continue;
        };
        if entry.file_type()?.is_dir() && prefix.is_empty() {
            read(&entry.path(), &format!("{name}/"), files)?;
        } else if media_type(&name).is_some() {
            files.insert(name, fs::read(entry.path())?);
        }
        if files.len() > MAX_FILES || files.values().map(Vec::len).sum::<usize>() > MAX_BYTES {
            return Err(io::Error::other("it contains more than a release does"));
        }
    }
    Ok(())
}

fn media_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "css" => "text/css; charset=utf-8",
        _ => return None,
    })
}

fn headers(name: &str) -> Option<Headers> {
    // The name of a wasm file contains the hash of its content.
    let is_fixed = media_type(name) == Some("application/wasm") && name.contains('-');
    let cache = if is_fixed {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    };
    let headers = [
        (header::CONTENT_TYPE, media_type(name)?),
        (header::CACHE_CONTROL, cache),
    ];
    Some(
        headers
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .into(),
    )
}

/// `GET /embed/FILE`.
pub(super) async fn asset(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    match app.assets.0.get(&name) {
        Some(file) => file.respond(&headers).map(Body::new),
        None => text(StatusCode::NOT_FOUND, "The file does not exist."),
    }
}
