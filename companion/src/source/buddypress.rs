//! The groups of a member of a BuddyPress site, with version 2 or 1 of its REST API.

use super::{
    HttpRequest, Response, Source, SourceGroups, Step,
    draft::Draft,
    http::{below, link},
    request, text,
};
use crate::fault::Fault;
use serde_json::Value;
use url::Url;

const EXPECTED: &str = "a list of BuddyPress groups";
const PER_PAGE: usize = 100;
/// The relation of the link to WordPress' REST API.
/// <https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/>
const REST_API: &str = "https://api.w.org/";

pub(super) struct BuddyPress {
    url: Url,
    user_id: u64,
    /// The root of the REST API.
    root: Url,
    state: State,
    version: &'static str,
    page: usize,
    groups: SourceGroups,
}

#[derive(PartialEq, Eq)]
enum State {
    /// The root at its usual URL is tried.
    Usual,
    /// The usual URL has failed. The start page of the site names the root in a header.
    Discovery,
    /// The root is discovered.
    Discovered,
    /// The list is empty. A further request finds out whether the member exists.
    Member,
}

impl BuddyPress {
    pub(super) fn new(url: Url, user_id: u64) -> Self {
        Self {
            root: below(&url, "/wp-json/", &[]),
            url,
            user_id,
            state: State::Usual,
            version: "v2",
            page: 1,
            groups: SourceGroups::default(),
        }
    }

    /// Returns the URL of a route. With plain permalinks the route is a parameter of the root.
    fn route(&self, route: &str, parameters: &[(&str, &str)]) -> Url {
        const ROUTE: &str = "rest_route";
        let is_parameter = self.root.query_pairs().any(|(key, _)| key == ROUTE);
        let mut url = if is_parameter {
            let mut url = self.root.clone();
            url.set_query(Some(&format!("{ROUTE}={route}")));
            url
        } else {
            below(&self.root, route, &[])
        };
        let others = self.root.query_pairs().filter(|(key, _)| key != ROUTE);
        for (key, value) in others {
            url.query_pairs_mut().append_pair(&key, &value);
        }
        for (key, value) in parameters {
            url.query_pairs_mut().append_pair(key, value);
        }
        url
    }

    fn request(&self) -> Step {
        let url = match self.state {
            State::Discovery => self.url.clone(),
            State::Member => {
                let route = format!("/buddypress/{}/members/{}", self.version, self.user_id);
                self.route(&route, &[])
            }
            State::Usual | State::Discovered => {
                let (user, per_page) = (self.user_id.to_string(), PER_PAGE.to_string());
                let page = self.page.to_string();
                let parameters = [
                    ("user_id", user.as_str()),
                    // Without it every group has 0 members.
                    ("populate_extras", "true"),
                    // The default follows activity: the order of the list, and which groups are on
                    // a page, would change with every visit.
                    ("type", "alphabetical"),
                    ("per_page", &per_page),
                    ("page", &page),
                ];
                self.route(&format!("/buddypress/{}/groups", self.version), &parameters)
            }
        };
        request(HttpRequest::get(url))
    }

    /// Finds the root of the REST API in the response to the start page.
    fn discover(&mut self, response: &Response) -> Step {
        let start = HttpRequest::get(self.url.clone());
        let root = response
            .header("link")
            .and_then(|header| link(header, REST_API))
            .and_then(|root| self.url.join(root).ok())
            .filter(|root| start.may_follow(root));
        // Every WordPress has this root too, also if a plugin removes the header.
        self.root = root.unwrap_or_else(|| below(&self.url, "/", &[("rest_route", "/")]));
        self.state = State::Discovered;
        self.request()
    }

    fn groups(&mut self, response: Response) -> Result<Step, Fault> {
        let pages: Option<usize> = response
            .header("x-wp-totalpages")
            .and_then(|pages| pages.trim().parse().ok());
        let Value::Array(groups) = response.json(EXPECTED)? else {
            return Err(Fault::Shape { expected: EXPECTED });
        };
        for group in &groups {
            self.groups.push(draft(group));
        }
        if groups.is_empty() && self.page == 1 {
            self.state = State::Member;
            return Ok(self.request());
        }
        let is_last = pages.map_or(groups.len() < PER_PAGE, |pages| self.page >= pages);
        if is_last || groups.is_empty() {
            return std::mem::take(&mut self.groups).done();
        }
        self.page += 1;
        Ok(self.request())
    }

    /// Ends with an empty list, or with a fault if the member does not exist.
    fn member(&mut self, response: &Response) -> Result<Step, Fault> {
        let user_id = self.user_id;
        if code(response).as_deref() == Some("bp_rest_member_invalid_id") {
            return Err(Fault::Unsupported(format!(
                "The site has no member {user_id}. {USER_ID_HINT}"
            )));
        }
        if response.fault().is_some() {
            self.groups.warnings.push(format!(
                "BuddyPress lists no groups of member {user_id}, and does not say whether there is such a member. {USER_ID_HINT}"
            ));
        }
        std::mem::take(&mut self.groups).done()
    }
}

/// Explains how to find the number of a member.
const USER_ID_HINT: &str = "The number is in the dashboard's address when the user is edited: \
    /wp-admin/user-edit.php?user_id=7.";

impl Source for BuddyPress {
    fn step(&mut self, response: Option<Response>) -> Result<Step, Fault> {
        let Some(response) = response else {
            return Ok(self.request());
        };
        match self.state {
            State::Discovery => return Ok(self.discover(&response)),
            State::Member => return self.member(&response),
            State::Usual | State::Discovered => {}
        }
        let is_first = self.page == 1;
        if is_first && response.status == 404 && code(&response).as_deref() == Some("rest_no_route")
        {
            if self.version == "v1" {
                return Err(Fault::Unsupported(
                    "The site is WordPress, but the REST API of BuddyPress' groups is not there (rest_no_route). Check \
                     `url`, and that BuddyPress and its groups component are active."
                        .to_owned(),
                ));
            }
            self.version = "v1";
            return Ok(self.request());
        }
        let is_api = serde_json::from_slice::<Value>(&response.body).is_ok();
        let is_elsewhere = matches!(response.status, 200..=299 | 404 | 410) && !is_api;
        if is_first && is_elsewhere && self.state == State::Usual {
            self.state = State::Discovery;
            return Ok(self.request());
        }
        self.groups(response)
    }
}

/// Returns the code of an error of WordPress' REST API.
fn code(response: &Response) -> Option<String> {
    let body: Value = serde_json::from_slice(&response.body).ok()?;
    text(&body, "/code").map(str::to_owned)
}

fn draft(group: &Value) -> Draft {
    // A member's group has at least that member, so 0 means that members were not counted.
    let count = group
        .get("total_member_count")
        .filter(|count| !matches!(count.as_u64(), Some(0)) && **count != "0");
    // In rendered HTML, a line break is only a space. `<br>` starts a new line.
    let rendered = text(group, "/description/rendered").map(|html| html.replace('\n', " "));
    let description = rendered
        .as_deref()
        .or_else(|| text(group, "/description/raw"))
        .or_else(|| text(group, "/description"));
    Draft::new(group.get("id"))
        .html_name(text(group, "/name"))
        .html_description(description)
        .members(count)
        .created(text(group, "/date_created_gmt"))
        .url(text(group, "/link"))
        .public(text(group, "/status") == Some("public"))
}
