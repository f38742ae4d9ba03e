//! The destination of documents: a folder or an object store. An unchanged document is not written, and a
//! changed document is replaced atomically.

use object_store::{
    Attribute, Attributes, ObjectStore, ObjectStoreExt, PutOptions, path::Path as Key,
};
use std::{
    ffi::OsString,
    fs,
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, fchown},
    path::{Component, Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};
use url::Url;

/// A temporary file of this age belongs to a process that was killed.
const ABANDONED: Duration = Duration::from_secs(60 * 60);
/// The suffix of a temporary file's name.
const TEMPORARY: &str = ".tmp";

/// The outcome of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The document is new or has changed.
    Written,
    /// The document already had this content.
    Unchanged,
}

/// How a document is written.
#[derive(Debug, Clone, Copy)]
pub struct WriteOptions {
    /// Its `Content-Type`, with which an object store serves it.
    pub media_type: &'static str,
    /// Its `Cache-Control`.
    pub cache_control: &'static str,
    /// Whether only the owner may read it.
    pub is_private: bool,
}

impl WriteOptions {
    /// The options of state, which is never published.
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
    /// An object store, and the prefix of the names in it.
    Objects(Arc<dyn ObjectStore>, Key),
}

/// Returns the prefix of the environment variables that an object store of this scheme documents.
fn variable_prefix(scheme: &str) -> Option<&'static str> {
    match scheme {
        "s3" | "s3a" => Some("AWS_"),
        "gs" => Some("GOOGLE_"),
        "az" | "abfs" | "abfss" => Some("AZURE_"),
        _ => None,
    }
}

/// Selects the variables that an object store may read. The library would also accept names without
/// a prefix, such as `TOKEN` or `ENDPOINT`, which belong to other programs.
fn own_variables(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
    prefix: &str,
) -> Vec<(String, String)> {
    variables
        .into_iter()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name.starts_with(prefix))
        .collect()
}

impl Store {
    /// Opens a folder by its path, or an object store by its URL. The store's credentials come from
    /// the environment variables that its own tools use.
    ///
    /// # Errors
    /// The URL is not an object store's, or a variable of the store is invalid.
    pub fn open(location: &str) -> Result<Self, String> {
        let Ok(url) = Url::parse(location) else {
            return Ok(Self::Folder(PathBuf::from(location)));
        };
        let Some(prefix) = variable_prefix(url.scheme()) else {
            return Err(format!(
                "{}:// is not an object store; allowed: a folder, s3://, gs://, az://",
                url.scheme()
            ));
        };
        let _ = rustls::crypto::ring::default_provider().install_default();
        let variables = own_variables(std::env::vars_os(), prefix);
        let (store, prefix) =
            object_store::parse_url_opts(&url, variables).map_err(|error| error.to_string())?;
        Ok(Self::Objects(Arc::from(store), prefix))
    }

    /// Reads a document; returns `None` if it does not exist.
    ///
    /// # Errors
    /// The document cannot be read.
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

    /// Writes a document if its content has changed.
    ///
    /// # Errors
    /// The document cannot be written. Its earlier content is kept.
    pub async fn write(
        &self,
        name: &str,
        bytes: &[u8],
        options: WriteOptions,
    ) -> Result<Written, String> {
        // A document that cannot be read is written: S3 sends 403 for a missing key if the
        // credential may put and get, but not list.
        if self.read(name).await.ok().flatten().as_deref() == Some(bytes) {
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

    /// Removes a document if it exists.
    ///
    /// # Errors
    /// The document cannot be removed.
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

/// Returns whether `inner` is `outer` or a place below it. Both are folders or object store URLs.
/// The state of a list holds private groups, so it must not be inside a published place.
pub fn is_inside(inner: &str, outer: &str) -> bool {
    match (Url::parse(inner), Url::parse(outer)) {
        (Ok(inner), Ok(outer)) => {
            let parts = |url: &Url| {
                let mut parts = vec![url.host_str().unwrap_or_default().to_owned()];
                parts.extend(url.path().split('/').map(str::to_owned));
                parts.retain(|part| !part.is_empty());
                parts
            };
            variable_prefix(inner.scheme()) == variable_prefix(outer.scheme())
                && parts(&inner).starts_with(&parts(&outer))
        }
        (Err(_), Err(_)) => resolved(Path::new(inner)).starts_with(resolved(Path::new(outer))),
        _ => false,
    }
}

/// Returns an absolute path without links, also of a path that does not exist yet.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut existing = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        if let Ok(mut found) = existing.canonicalize() {
            for part in missing.iter().rev() {
                match part {
                    Component::ParentDir => {
                        found.pop();
                    }
                    part => found.push(part),
                }
            }
            return found;
        }
        let (Some(parent), Some(part)) = (existing.parent(), existing.components().next_back())
        else {
            return absolute;
        };
        missing.push(part);
        existing = parent;
    }
}

/// Writes a temporary file and renames it over the old one, so that a reader, or a crash, meets
/// either the old file or the new one. The temporary file has a random name and is created
/// exclusively, so that nobody else can place a link there. If a step fails, it is removed.
fn replace(folder: &Path, name: &str, bytes: &[u8], is_private: bool) -> io::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(if is_private { 0o700 } else { 0o755 })
        .create(folder)?;
    let start = format!(".{name}.");
    sweep(folder, &start)?;
    let target = folder.join(name);
    // A file keeps its mode, and its group if possible: the web server's group may need to read it.
    let old = fs::symlink_metadata(&target)
        .ok()
        .filter(|old| old.is_file() && !is_private);
    let mode = if is_private { 0o600 } else { 0o644 };
    let mut file = tempfile::Builder::new()
        .prefix(&start)
        .suffix(TEMPORARY)
        .permissions(fs::Permissions::from_mode(mode))
        .tempfile_in(folder)?;
    if let Some(old) = old {
        // Only the owner of a file, or root, may give it another group.
        let _ = fchown(file.as_file(), None, Some(old.gid()));
        let mode = fs::Permissions::from_mode(old.mode() & 0o777);
        file.as_file().set_permissions(mode)?;
    }
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(target).map_err(|error| error.error)?;
    fs::File::open(folder)?.sync_all()
}

/// Removes the temporary files of a document that killed processes left long ago.
fn sweep(folder: &Path, start: &str) -> io::Result<()> {
    let is_temporary = |name: &str| name.starts_with(start) && name.ends_with(TEMPORARY);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let age = entry
            .metadata()
            .and_then(|found| found.modified())
            .map(|modified| {
                SystemTime::now()
                    .duration_since(modified)
                    .unwrap_or_default()
            });
        let is_abandoned = age.is_ok_and(|age| age > ABANDONED);
        if is_abandoned && entry.file_name().to_str().is_some_and(is_temporary) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn variables(names: &[&str]) -> Vec<(OsString, OsString)> {
        names
            .iter()
            .map(|name| ((*name).into(), "x".into()))
            .collect()
    }

    #[test]
    fn an_object_store_reads_only_variables_with_its_own_prefix() {
        let names = [
            "TOKEN",
            "ENDPOINT",
            "ENDPOINT_URL",
            "PROXY_URL",
            "SKIP_SIGNATURE",
            "TIMEOUT",
            "ALLOW_HTTP",
            "REGION",
            "BUCKET",
            "SERVICE_ACCOUNT",
            "ACCESS_KEY_ID",
            "AWS_ACCESS_KEY_ID",
            "GOOGLE_SERVICE_ACCOUNT",
            "AZURE_STORAGE_SAS_KEY",
        ];
        for (url, expected) in [
            ("s3", "AWS_ACCESS_KEY_ID"),
            ("gs", "GOOGLE_SERVICE_ACCOUNT"),
            ("az", "AZURE_STORAGE_SAS_KEY"),
        ] {
            let prefix = variable_prefix(url).unwrap();
            let read = own_variables(variables(&names), prefix);
            assert_eq!(read, [(expected.to_owned(), "x".to_owned())]);
        }
    }

    #[test]
    fn a_place_is_inside_itself_and_its_parents() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().canonicalize().unwrap();
        fs::create_dir(here.join("public")).unwrap();
        symlink(here.join("public"), here.join("link")).unwrap();
        let path = |name: &str| here.join(name).display().to_string();
        let inside = [
            (path("public/.my-groups"), path("public")),
            (path("public"), path("public")),
            (path("link/state"), path("public")),
            (path("public/state"), path("link")),
            (path("x/../public/state"), path("public")),
            (path("none/state"), path("none")),
            ("s3://b/site/state".into(), "s3://b/site/".into()),
            ("s3a://b/site".into(), "s3://b".into()),
        ];
        for (inner, outer) in inside {
            assert!(is_inside(&inner, &outer), "{inner} {outer}");
        }
        let outside = [
            (path(".my-groups"), path("public")),
            (path("public-state"), path("public")),
            (path("public"), path("public/state")),
            ("s3://b/site-state".into(), "s3://b/site".into()),
            ("s3://a/site".into(), "s3://b/site".into()),
            ("gs://b/site".into(), "s3://b/site".into()),
            (path("state"), "s3://b/site".into()),
        ];
        for (inner, outer) in outside {
            assert!(!is_inside(&inner, &outer), "{inner} {outer}");
        }
    }

    #[tokio::test]
    async fn a_planted_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (here, victim) = (folder.path().join("public"), folder.path().join("victim"));
        fs::create_dir(&here).unwrap();
        fs::write(&victim, "kept").unwrap();
        // Guesses of the temporary name, and the document's own name.
        let id = std::process::id();
        for name in [
            format!(".a.json.{id}.tmp"),
            ".a.json.tmp".into(),
            "a.json".into(),
        ] {
            symlink(&victim, here.join(name)).unwrap();
        }
        let store = Store::Folder(here.clone());
        let written = store.write("a.json", b"new", WriteOptions::STATE).await;
        assert_eq!(written, Ok(Written::Written));
        assert_eq!(fs::read(&victim).unwrap(), b"kept");
        assert!(fs::symlink_metadata(here.join("a.json")).unwrap().is_file());
    }

    #[tokio::test]
    async fn temporary_files_of_killed_processes_are_removed_after_an_hour() {
        let folder = tempfile::tempdir().unwrap();
        let make = |name: &str, age: u64| {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            let time = SystemTime::now() - Duration::from_secs(age);
            file.set_modified(time).unwrap();
        };
        make(".a.json.old.tmp", 7200);
        make(".a.json.new.tmp", 60);
        make(".b.json.old.tmp", 7200);
        make("a.json.tmp", 7200);
        let store = Store::Folder(folder.path().to_owned());
        store
            .write("a.json", b"x", WriteOptions::STATE)
            .await
            .unwrap();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        left.sort();
        assert_eq!(
            left,
            [".a.json.new.tmp", ".b.json.old.tmp", "a.json", "a.json.tmp"]
        );
    }

    #[tokio::test]
    async fn a_replaced_document_keeps_its_mode_and_state_stays_private() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::Folder(folder.path().to_owned());
        let path = folder.path().join("a.json");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let public = WriteOptions {
            is_private: false,
            ..WriteOptions::STATE
        };
        for expected in [0o640, 0o664, 0o600] {
            store.write("a.json", &[0], public).await.unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(expected)).unwrap();
            store.write("a.json", &[1], public).await.unwrap();
            assert_eq!(mode(), expected);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        store
            .write("a.json", &[2], WriteOptions::STATE)
            .await
            .unwrap();
        assert_eq!(mode(), 0o600);
    }
}
