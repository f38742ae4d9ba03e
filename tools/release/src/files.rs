//! Lists the files of a folder, packs them into archives, and hashes them.

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256, Sha384};
use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// The modification time of every file in an archive: 1980-01-01, the earliest time in a zip file. It is constant, so that an
/// archive's bytes depend only on the files.
pub const TIME: u64 = 315_532_800;

/// Returns all files below a folder, sorted by their relative paths. The paths use `/`.
///
/// # Errors
/// The folder cannot be read.
pub fn below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = name_of(&path)?;
        if path.is_dir() {
            let inner = below(&path)?.into_iter();
            found.extend(inner.map(|(rest, path)| (format!("{name}/{rest}"), path)));
        } else {
            found.push((name, path));
        }
    }
    found.sort();
    Ok(found)
}

/// Returns the last component of a path.
///
/// # Errors
/// The path has no last component, or the component is not UTF-8.
pub fn name_of(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name
        .with_context(|| format!("{} has no name", path.display()))?
        .to_owned())
}

/// Copies the files of a folder whose relative paths a filter accepts.
///
/// # Errors
/// A file cannot be read or written.
pub fn copy_where(from: &Path, to: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<()> {
    let files = below(from)?.into_iter();
    for (name, path) in files.filter(|(name, _)| is_wanted(name)) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().context("a folder")?)?;
        fs::copy(path, target)?;
    }
    Ok(())
}

/// Packs a folder into a zip file. Unpacking it creates the folder.
///
/// # Errors
/// A file cannot be read or written.
pub fn zip(folder: &Path, to: &Path) -> Result<()> {
    let top = name_of(folder)?;
    let mut archive = ZipWriter::new(File::create(to)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(zip::DateTime::default());
    for (name, path) in below(folder)? {
        let options = options.unix_permissions(mode(&path)?);
        archive.start_file(format!("{top}/{name}"), options)?;
        archive.write_all(&fs::read(path)?)?;
    }
    archive.finish()?;
    Ok(())
}

/// Packs a folder into a gzipped tar file. Unpacking it creates the folder.
///
/// # Errors
/// A file cannot be read or written.
pub fn tar_gz(folder: &Path, to: &Path) -> Result<()> {
    let top = name_of(folder)?;
    let mut archive = tar::Builder::new(GzEncoder::new(File::create(to)?, Compression::best()));
    for (name, path) in below(folder)? {
        let bytes = fs::read(&path)?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len().try_into()?);
        header.set_mode(mode(&path)?);
        header.set_mtime(TIME);
        archive.append_data(&mut header, format!("{top}/{name}"), bytes.as_slice())?;
    }
    archive.into_inner()?.finish()?;
    Ok(())
}

/// Returns the permissions of a program or of another file. They do not depend on the umask.
fn mode(path: &Path) -> Result<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if fs::metadata(path)?.permissions().mode() & 0o100 != 0 {
            return Ok(0o755);
        }
    }
    Ok(0o644)
}

/// Returns the hash and the path of every file below a folder, in the format of `sha256sum --check`.
///
/// # Errors
/// A file cannot be read.
pub fn sha256_sums(folder: &Path) -> Result<String> {
    let mut lines = String::new();
    for (name, path) in below(folder)? {
        writeln!(lines, "{:x}  {name}", Sha256::digest(fs::read(path)?))?;
    }
    Ok(lines)
}

/// Returns a file's hash in the form of the attribute `integrity`.
///
/// # Errors
/// The file cannot be read.
pub fn integrity(path: &Path) -> Result<String> {
    let hash = Sha384::digest(fs::read(path)?);
    Ok(format!("sha384-{}", STANDARD.encode(hash)))
}
