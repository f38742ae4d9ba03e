//! Reads a file or a program's output, with the limit on the size of every response.

use crate::fault::Fault;
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The most bytes of one response.
pub(super) const MAX_BODY: usize = 16 << 20;

/// Reads to the end.
///
/// # Errors
/// Returns an error if there are more than [`MAX_BODY`] bytes. `fault` converts an error of reading.
pub(super) async fn read_body(
    from: impl AsyncRead + Unpin,
    fault: impl FnOnce(io::Error) -> Fault,
) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    let limit = u64::try_from(MAX_BODY).unwrap_or(u64::MAX);
    let mut reader = from.take(limit + 1);
    reader.read_to_end(&mut body).await.map_err(fault)?;
    if body.len() > MAX_BODY {
        return Err(Fault::TooLarge { limit: MAX_BODY });
    }
    Ok(body)
}
