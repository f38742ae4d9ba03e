//! The bytes of a document, compressed once. Each encoding has its own `ETag`.

use crate::secret;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use http_body_util::Full;
use sha2::{Digest, Sha256};
use std::io::Write;

/// The size in bytes from which a body is compressed.
const WORTH: usize = 256;

/// The headers of a document. The first one is `Content-Type`.
pub type Headers = Vec<(HeaderName, HeaderValue)>;

/// A document that is ready to send.
#[derive(Debug)]
pub struct Encoded {
    headers: Headers,
    identity: Variant,
    br: Option<Variant>,
    gzip: Option<Variant>,
}

#[derive(Debug)]
struct Variant {
    encoding: Option<&'static str>,
    body: Bytes,
    etag: HeaderValue,
}

impl Variant {
    fn new(mut body: Vec<u8>, encoding: Option<&'static str>) -> Self {
        // The document is kept until the next refresh, so its spare capacity is freed.
        body.shrink_to_fit();
        let hash = secret::hex(&Sha256::digest(&body), 12);
        let suffix = encoding.map(|name| format!("-{name}")).unwrap_or_default();
        let etag = HeaderValue::try_from(format!("\"{hash}{suffix}\""));
        Self {
            encoding,
            body: Bytes::from(body),
            etag: etag.unwrap_or(HeaderValue::from_static("\"\"")),
        }
    }
}

impl Encoded {
    /// Compresses a document.
    pub fn new(body: impl Into<Vec<u8>>, headers: Headers) -> Self {
        let body = body.into();
        let compressed = |compress: fn(&[u8]) -> Option<Vec<u8>>, encoding| {
            let compressed = (body.len() >= WORTH).then(|| compress(&body)).flatten();
            let smaller = compressed.filter(|compressed| compressed.len() < body.len());
            smaller.map(|compressed| Variant::new(compressed, Some(encoding)))
        };
        Self {
            headers,
            br: compressed(brotli, "br"),
            gzip: compressed(gzip, "gzip"),
            identity: Variant::new(body, None),
        }
    }

    /// Returns the response to a request with these headers: the document in the best encoding that
    /// the client accepts, or 304 if the client has it already.
    pub fn respond(&self, request: &HeaderMap) -> Response<Full<Bytes>> {
        let accepted = request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok());
        let variant = match (accepted, &self.br, &self.gzip) {
            (Some(accepted), Some(br), _) if accepts(accepted, "br") => br,
            (Some(accepted), _, Some(gzip)) if accepts(accepted, "gzip") => gzip,
            _ => &self.identity,
        };
        let is_unchanged = request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .any(|known| names(known, &variant.etag));
        let mut response = Response::default();
        let headers = response.headers_mut();
        headers.reserve(16);
        let common = super::COMMON.into_iter().chain([super::READABLE]);
        headers.extend(common.map(|(name, value)| (name, HeaderValue::from_static(value))));
        // A 304 has no Content-Type, which is the first header.
        headers.extend(self.headers.iter().skip(usize::from(is_unchanged)).cloned());
        headers.insert(header::ETAG, variant.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        if is_unchanged {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            if let Some(encoding) = variant.encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
            *response.body_mut() = Full::new(variant.body.clone());
        }
        response
    }
}

/// Returns whether an `Accept-Encoding` accepts an encoding, by its name or by `*`.
fn accepts(header: &str, encoding: &str) -> bool {
    let mut named = None;
    let mut any = false;
    for part in header.split(',') {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let weight = weight
            .trim()
            .strip_prefix("q=")
            .map_or(1.0, |weight| weight.trim().parse::<f32>().unwrap_or(0.0));
        let name = name.trim();
        if name.eq_ignore_ascii_case(encoding) {
            named = Some(weight > 0.0);
        } else if name == "*" {
            any = weight > 0.0;
        }
    }
    named.unwrap_or(any)
}

/// Returns whether an `If-None-Match` contains an `ETag`, with weak comparison.
/// <https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2>
fn names(header: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(header), Ok(etag)) = (header.to_str(), etag.to_str()) else {
        return false;
    };
    header
        .split(',')
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == etag)
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        // With 5 to 9 the encoder allocates 9 MB for each document and saves 4%. 10 is slow.
        quality: 4,
        lgwin: 16,
        size_hint: body.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &body[..], &mut compressed, &parameters).ok()?;
    Some(compressed)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Encoded {
        let headers = vec![(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"))];
        Encoded::new(
            "a line that stands there again and again\n".repeat(50),
            headers,
        )
    }

    fn response(pairs: &[(header::HeaderName, &str)]) -> Response<Full<Bytes>> {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
        document().respond(&headers.collect())
    }

    #[test]
    fn an_encoding_is_sent_only_where_it_is_accepted() {
        let cases = [
            ("br, gzip", Some("br")),
            ("gzip", Some("gzip")),
            ("gzip;q=1.0, br;q=0", Some("gzip")),
            ("*", Some("br")),
            ("*;q=0", None),
            ("br;q=x", None),
            ("identity", None),
            ("", None),
            ("BR", Some("br")),
        ];
        for (accepted, expected) in cases {
            let response = response(&[(header::ACCEPT_ENCODING, accepted)]);
            let encoding = response
                .headers()
                .get(header::CONTENT_ENCODING)
                .map(|value| value.to_str().unwrap());
            assert_eq!(encoding, expected, "{accepted}");
            assert_eq!(response.headers()[header::VARY], "Accept-Encoding");
        }
    }

    #[test]
    fn each_encoding_has_its_own_etag_and_a_request_with_it_gets_304() {
        let mut seen = Vec::new();
        for accepted in ["br", "gzip", "identity"] {
            let etag = response(&[(header::ACCEPT_ENCODING, accepted)]).headers()[header::ETAG]
                .to_str()
                .unwrap()
                .to_owned();
            assert!(etag.starts_with('"') && !seen.contains(&etag));
            for known in [
                etag.clone(),
                format!("W/{etag}"),
                format!("\"other\", {etag}"),
                "*".into(),
            ] {
                let response = response(&[
                    (header::ACCEPT_ENCODING, accepted),
                    (header::IF_NONE_MATCH, &known),
                ]);
                assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{known}");
                assert_eq!(response.headers()[header::ETAG], etag.as_str());
                assert!(!response.headers().contains_key(header::CONTENT_TYPE));
            }
            for unknown in ["\"other\"", "", seen.first().map_or("x", String::as_str)] {
                let response = response(&[
                    (header::ACCEPT_ENCODING, accepted),
                    (header::IF_NONE_MATCH, unknown),
                ]);
                assert_eq!(response.status(), StatusCode::OK, "{unknown}");
            }
            seen.push(etag);
        }
    }
}
