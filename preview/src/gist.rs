//! The URLs of a file in a gist.

/// The form of the URL of a list in a gist. A URL without a version always serves the newest version.
pub(crate) const GIST_URL: &str =
    "https://gist.githubusercontent.com/USER/GIST_ID/raw/my-groups.json";

/// Returns the URL of a gist's file that always has the newest version, or the URL unchanged if it is
/// not the URL of a gist. People copy the gist's page, or the raw address of one version.
pub(crate) fn raw_url(url: &str) -> String {
    const PAGE: &str = "https://gist.github.com/";
    const RAW: &str = "https://gist.githubusercontent.com/";
    let url = url.trim();
    if let Some(rest) = url.strip_prefix(PAGE) {
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        let mut parts = path.split('/');
        return match (parts.next(), parts.next()) {
            (Some(user), Some(id)) if !user.is_empty() && !id.is_empty() => {
                format!("{RAW}{user}/{id}/raw/my-groups.json")
            }
            _ => url.to_owned(),
        };
    }
    if let Some(rest) = url.strip_prefix(RAW) {
        let parts: Vec<_> = rest.split('/').collect();
        if let [user, id, "raw", version, file] = parts[..]
            && version.len() == 40
            && version.bytes().all(|byte| byte.is_ascii_hexdigit())
        {
            return format!("{RAW}{user}/{id}/raw/{file}");
        }
    }
    url.to_owned()
}

/// Returns the id in the URL of a gist.
pub(crate) fn gist_id(url: &str) -> Option<&str> {
    let is_id = |part: &&str| part.len() >= 20 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_gist = url.contains("gist.github");
    url.split('/').find(is_id).filter(|_| is_gist)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_raw_url_of_a_gist_always_has_the_newest_version() {
        const ID: &str = "0123456789abcdef0123456789abcdef";
        let newest = format!("https://gist.githubusercontent.com/me/{ID}/raw/my-groups.json");
        let version = "f".repeat(40);
        for typed in [
            format!("https://gist.github.com/me/{ID}"),
            format!(" https://gist.github.com/me/{ID}#file-my-groups-json "),
            format!("https://gist.githubusercontent.com/me/{ID}/raw/{version}/my-groups.json"),
            newest.clone(),
        ] {
            assert_eq!(raw_url(&typed), newest, "{typed}");
        }
        for other in [
            "https://files.example/my-groups.json",
            "",
            "https://gist.github.com/",
        ] {
            assert_eq!(raw_url(other), other);
        }
    }

    #[test]
    fn the_id_of_a_gist_is_in_each_of_its_urls() {
        const ID: &str = "0123456789abcdef0123456789abcdef";
        for url in [
            format!("https://gist.github.com/me/{ID}"),
            format!("https://gist.githubusercontent.com/me/{ID}/raw/my-groups.json"),
        ] {
            assert_eq!(gist_id(&url), Some(ID), "{url}");
        }
        for url in [
            String::new(),
            GIST_URL.to_owned(),
            format!("https://files.example/{ID}/my-groups.json"),
        ] {
            assert_eq!(gist_id(&url), None, "{url}");
        }
    }
}
