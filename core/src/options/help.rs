//! What each attribute is for, apart from the table: the badge itself, which every visitor downloads, has no use for it.

use super::Attribute;

impl Attribute {
    /// One line of help.
    ///
    /// ```
    /// assert!(my_groups_core::options::REFRESH.help().starts_with("seconds"));
    /// ```
    pub fn help(&self) -> &'static str {
        match self.name {
            "src" => {
                "URL of a document that holds a getMyGroups response, JSON or XML; no token is needed in the page"
            }
            "endpoint" => "URL of the API's REST endpoint, which the badge then calls itself",
            "api-key" => "the application key, for `endpoint`",
            "token" => {
                "the user's authentication token, for `endpoint`; everyone who can read the page can read it"
            }
            "heading" => {
                "the heading's text instead of \"My Groups\" in the page's language; `heading=\"\"` for none"
            }
            "heading-level" => "the heading's level in the page's outline",
            "group-url" => {
                "where a group's name links to, with `{id}` and/or `{name}` filled in; without it to the group's own address if the response has one"
            }
            "sort" => "the order: the response's own, most members first, by name, or newest first",
            "limit" => {
                "how many groups are shown at first, the rest behind a button; all if absent"
            }
            "show" => "what else is shown of each group",
            "private" => "whether private groups are shown too; a badge is public, so they are not",
            "layout" => "a list, a list for a narrow sidebar, or chips in a line",
            "theme" => {
                "the colours: those of the place where the badge stands, or always light or dark"
            }
            "loading" => "whether to load at once, or only when the badge comes near the viewport",
            "refresh" => "seconds between reloads while the page is visible; none if absent",
            "timeout" => "seconds that the whole exchange may take, body included",
            "cache" => {
                "seconds that the last good list may be kept in the visitor's browser; if absent nothing is stored"
            }
            "debug" => {
                "whether failures are explained in place; `auto` does so on this machine's own hosts (localhost) only"
            }
            _ => "",
        }
    }
}
