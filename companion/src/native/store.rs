//! Where documents are written: a folder or an object store. What is unchanged is not touched, and
//! what is changed is there whole or not at all.

use object_store::{
    Attribute, Attributes, ObjectStore, ObjectStoreExt, PutOptions, path::Path as Key,
};
use std::{
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};
use url::Url;

/// The outcome of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is new or another.
    Written,
    /// It was there as it is.
    Unchanged,
}

/// How a document is written.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// Its `Content-Type`, which an object store serves it with.
    pub media_type: &'static str,
    /// Its `Cache-Control`.
    pub cache_control: &'static str,
    /// Whether nobody but the owner may read it.
    pub is_private: bool,
}

impl WriteOptions {
    /// What is kept and not published.
    pub const STATE: Self = Self {
        media_type: "application/json",
        cache_control: "private, no-store",
        is_private: true,
    };
}

/// A folder or an object store.
#[derive(Clone)]
pub enum Store {
    /// A folder.
    Folder(PathBuf),
    /// An object store, and what the names in it begin with.
    Objects(Arc<dyn ObjectStore>, Key),
}

impl Store {
    /// Opens a folder by its path, or an object store by its URL; its credentials are in the
    /// environment, as its own tools have them.
    ///
    /// # Errors
    /// What is wrong with the URL or the environment.
    pub fn open(location: &str) -> Result<Self, String> {
        let Ok(url) = Url::parse(location) else {
            return Ok(Self::Folder(PathBuf::from(location)));
        };
        if !matches!(url.scheme(), "s3" | "s3a" | "gs" | "az" | "abfs" | "abfss") {
            return Err(format!(
                "{}:// is no object store; allowed: a folder, s3://, gs://, az://",
                url.scheme()
            ));
        }
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (store, prefix) = object_store::parse_url_opts(&url, std::env::vars())
            .map_err(|error| error.to_string())?;
        Ok(Self::Objects(Arc::from(store), prefix))
    }

    /// A document's bytes, if it is there.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, String> {
        match self {
            Self::Folder(folder) => match fs::read(folder.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(format!("{}: {error}", folder.join(name).display())),
            },
            Self::Objects(store, prefix) => match store.get(&prefix.clone().join(name)).await {
                Ok(found) => Ok(Some(
                    found
                        .bytes()
                        .await
                        .map_err(|error| error.to_string())?
                        .to_vec(),
                )),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error.to_string()),
            },
        }
    }

    /// Writes a document, unless it is there already.
    ///
    /// # Errors
    /// It cannot be written. What was there before is there still.
    pub async fn write(
        &self,
        name: &str,
        bytes: &[u8],
        options: WriteOptions,
    ) -> Result<Written, String> {
        if self.read(name).await?.as_deref() == Some(bytes) {
            return Ok(Written::Unchanged);
        }
        match self {
            Self::Folder(folder) => {
                replace(folder, name, bytes, options.is_private)
                    .map_err(|error| format!("{}: {error}", folder.join(name).display()))?;
            }
            Self::Objects(store, prefix) => {
                let attributes = Attributes::from_iter([
                    (Attribute::ContentType, options.media_type),
                    (Attribute::CacheControl, options.cache_control),
                ]);
                let put = PutOptions::from(attributes);
                let key = prefix.clone().join(name);
                store
                    .put_opts(&key, bytes.to_vec().into(), put)
                    .await
                    .map_err(|error| error.to_string())?;
            }
        }
        Ok(Written::Written)
    }

    /// Removes a document, if it is there.
    ///
    /// # Errors
    /// It is there still.
    pub async fn remove(&self, name: &str) -> Result<(), String> {
        match self {
            Self::Folder(folder) => match fs::remove_file(folder.join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.to_string()),
                _ => Ok(()),
            },
            Self::Objects(store, prefix) => match store.delete(&prefix.clone().join(name)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

/// Writes a temporary file and renames it over the old one, so that a reader, or a crash, meets the
/// old file or the new one.
fn replace(folder: &Path, name: &str, bytes: &[u8], is_private: bool) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(if is_private { 0o700 } else { 0o755 })
        .create(folder)?;
    sweep(folder, name)?;
    let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let mode = if is_private { 0o600 } else { 0o644 };
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, folder.join(name))?;
    fs::File::open(folder)?.sync_all()
}

/// Removes temporary files of this name that a killed process left.
fn sweep(folder: &Path, name: &str) -> io::Result<()> {
    let start = format!(".{name}.");
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let found = entry.file_name();
        let Some(process) = found
            .to_str()
            .and_then(|found| found.strip_prefix(&start)?.strip_suffix(".tmp"))
        else {
            continue;
        };
        let is_alive = Path::new("/proc").join(process).exists();
        if process.parse::<u32>().is_ok() && !is_alive {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}
