//! Decompresses response bodies. Some servers compress although the request does not ask for it.

use crate::fault::Fault;
use std::io::{self, Read};

/// The most encodings that a body may have one after another.
const MAX_ENCODINGS: usize = 3;

/// Returns a body without its content encodings, of which `header` is the list. A gzip body is also
/// recognized without the header: some servers send a compressed file without this header.
///
/// # Errors
/// The encoding is unknown or broken, or the body is larger than `limit` bytes without it.
pub(super) fn decompressed(
    body: Vec<u8>,
    header: Option<&str>,
    limit: usize,
) -> Result<Vec<u8>, Fault> {
    let encodings: Vec<_> = header
        .unwrap_or_default()
        .split(',')
        .map(|encoding| encoding.trim().to_ascii_lowercase())
        .filter(|encoding| !encoding.is_empty() && encoding != "identity")
        .collect();
    if encodings.len() > MAX_ENCODINGS {
        return Err(unsupported(&encodings.join(", ")));
    }
    let mut body = body;
    for encoding in encodings.iter().rev() {
        body = decode(&body, encoding, limit)?;
    }
    if body.starts_with(&[0x1f, 0x8b, 0x08]) {
        body = decode(&body, "gzip", limit)?;
    }
    Ok(body)
}

fn unsupported(encoding: &str) -> Fault {
    Fault::Unsupported(format!(
        "The response is compressed in a way that is not supported ({encoding}), although the request did not ask for it."
    ))
}

fn decode(body: &[u8], encoding: &str, limit: usize) -> Result<Vec<u8>, Fault> {
    let decoded = match encoding {
        // A server may have announced an encoding and not applied it.
        "gzip" | "x-gzip" if !body.starts_with(&[0x1f, 0x8b]) => return Ok(body.to_vec()),
        "gzip" | "x-gzip" => read(flate2::read::MultiGzDecoder::new(body), limit),
        // `deflate` means zlib; some servers send it without zlib's header.
        "deflate" => read(flate2::read::ZlibDecoder::new(body), limit)
            .or_else(|_| read(flate2::read::DeflateDecoder::new(body), limit)),
        "br" => read(brotli::Decompressor::new(body, 4096), limit),
        other => return Err(unsupported(other)),
    };
    match decoded {
        Ok(Some(decoded)) => Ok(decoded),
        Ok(None) => Err(Fault::TooLarge { limit }),
        Err(error) => Err(Fault::Network(format!(
            "the compressed response ({encoding}) is broken: {error}"
        ))),
    }
}

/// Reads to the end; returns `None` if there are more than `limit` bytes.
fn read(from: impl Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    from.take(most.saturating_add(1)).read_to_end(&mut body)?;
    Ok((body.len() <= limit).then_some(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    use std::io::Write;

    const TEXT: &[u8] = b"{\"rsp\": {\"stat\": \"ok\"}}";
    const LIMIT: usize = 1 << 20;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(body: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(body: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    fn brotli(body: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = brotli::CompressorWriter::new(&mut out, 4096, 5, 22);
        encoder.write_all(body).unwrap();
        drop(encoder);
        out
    }

    #[test]
    fn every_usual_encoding_is_decoded() {
        for (body, header) in [
            (TEXT.to_vec(), None),
            (TEXT.to_vec(), Some("identity")),
            (TEXT.to_vec(), Some("gzip")),
            (gzip(TEXT), Some("gzip")),
            (gzip(TEXT), Some("X-GZIP")),
            (gzip(TEXT), None),
            (zlib(TEXT), Some("deflate")),
            (deflate(TEXT), Some("deflate")),
            (brotli(TEXT), Some(" br ")),
            (gzip(&brotli(TEXT)), Some("br, gzip")),
            (gzip(&gzip(TEXT)), Some("gzip")),
        ] {
            let read = decompressed(body, header, LIMIT);
            assert_eq!(read.as_deref(), Ok(TEXT), "{header:?}");
        }
    }

    #[test]
    fn a_small_body_that_becomes_too_large_is_refused() {
        let large = vec![b' '; LIMIT + 1];
        for (body, header) in [
            (gzip(&large), "gzip"),
            (zlib(&large), "deflate"),
            (brotli(&large), "br"),
        ] {
            let read = decompressed(body, Some(header), LIMIT);
            assert_eq!(read, Err(Fault::TooLarge { limit: LIMIT }), "{header}");
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_named() {
        let kind = |body: &[u8], header| {
            decompressed(body.to_vec(), Some(header), LIMIT)
                .unwrap_err()
                .kind()
        };
        assert_eq!(kind(TEXT, "zstd"), "unsupported");
        assert_eq!(kind(TEXT, "br"), "network");
        assert_eq!(kind(&[0x1f, 0x8b, 8, 0], "gzip"), "network");
        assert_eq!(kind(TEXT, "gzip, gzip, gzip, gzip"), "unsupported");
    }
}
