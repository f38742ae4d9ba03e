//! What each attribute is for.
//!
//! The texts are not a field of [`Attribute`], because the badge's wasm contains the attributes and
//! would then contain the texts, too.

use super::Attribute;

impl Attribute {
    /// Returns what the attribute is for, in one line. Code is between backquotes.
    ///
    /// ```
    /// assert!(my_groups_core::options::LIMIT.help().contains("how many groups"));
    /// ```
    pub fn help(&self) -> &'static str {
        match self.name {
            "src" => {
                "the URL of a saved getMyGroups response, JSON or XML; no token is needed in the page"
            }
            "endpoint" => "the URL of the REST endpoint, if the badge itself calls the API",
            "api-key" => "the application key for `endpoint`",
            "token" => {
                "the user's authentication token for `endpoint`; everyone who can read the page can read it"
            }
            "heading" => {
                "the text of the heading instead of \"My Groups\" in the page's language; `heading=\"\"` for no heading"
            }
            "heading-level" => "the level of the heading in the page's outline",
            "group-url" => {
                "the URL that a group's name links to, with `{id}` or `{name}` in it; if it is missing, the name links to the group's own `url`"
            }
            "sort" => {
                "the order of the groups: as in the response, most members first, by name, or newest first"
            }
            "limit" => {
                "how many groups are shown before a \"Show all\" button; if it is missing, all groups are shown"
            }
            "show" => "further details of each group that are shown",
            "private" => {
                "whether private groups are shown; a badge is public, so they are hidden by default"
            }
            "layout" => "a list, a list for a narrow sidebar, or chips in a line",
            "theme" => "the colours: those of the surrounding page, always light, or always dark",
            "loading" => "whether to load at once, or when the badge is near the viewport",
            "refresh" => {
                "seconds between reloads while the page is visible; if it is missing, the badge does not reload"
            }
            "timeout" => "the time limit for a whole request in seconds, including the body",
            "cache" => {
                "for how many seconds the last good list may be stored in the visitor's browser; if it is missing, nothing is stored"
            }
            "debug" => {
                "whether failures are explained in place; `auto` explains them on the author's own machine only"
            }
            _ => "",
        }
    }
}
