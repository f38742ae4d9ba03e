//! From the attributes as they stand to validated options. What is malformed costs itself alone.

use super::{
    Attribute, Debug, Layout, Malformed, Options, Secret, Show, Sort, Source, Template, Theme,
    Values,
    table::{
        API_KEY, CACHE, DEBUG, ENDPOINT, GROUP_URL, HEADING, HEADING_LEVEL, LAYOUT, LIMIT, LOADING,
        PRIVATE, REFRESH, SHOW, SORT, SRC, THEME, TIMEOUT, TOKEN,
    },
};
use crate::failure::Config;

impl Options {
    /// Reads the attributes that `get` finds by name; what is malformed is reported beside the options.
    ///
    /// ```
    /// use my_groups_core::options::{Options, Source};
    ///
    /// let (options, warnings) = Options::read(|name| match name {
    ///     "src" => Some("/my-groups.json".into()),
    ///     "limit" => Some("0".into()),
    ///     _ => None,
    /// });
    /// assert_eq!(options.source, Ok(Source::Src("/my-groups.json".into())));
    /// assert_eq!(options.limit, None);
    /// assert_eq!(warnings.len(), 1);
    /// ```
    pub fn read(get: impl Fn(&str) -> Option<String>) -> (Self, Vec<Malformed>) {
        let mut reader = Reader {
            get,
            malformed: Vec::new(),
        };
        let options = Self {
            source: reader.source(),
            heading: reader.text(&HEADING),
            heading_level: reader
                .whole(&HEADING_LEVEL)
                .and_then(|level| level.try_into().ok())
                .unwrap_or(2),
            group_url: reader.template(&GROUP_URL),
            sort: match reader.one_of(&SORT) {
                "members" => Sort::Members,
                "name" => Sort::Name,
                "newest" => Sort::Newest,
                _ => Sort::Api,
            },
            limit: reader.whole(&LIMIT),
            show: reader.show(),
            show_private: reader.one_of(&PRIVATE) == "show",
            layout: match reader.one_of(&LAYOUT) {
                "compact" => Layout::Compact,
                "inline" => Layout::Inline,
                _ => Layout::List,
            },
            theme: match reader.one_of(&THEME) {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::Auto,
            },
            refresh: reader.whole(&REFRESH),
            timeout: reader.whole(&TIMEOUT).unwrap_or(10),
            cache: reader.whole(&CACHE),
            debug: match reader.one_of(&DEBUG) {
                "on" => Debug::On,
                "off" => Debug::Off,
                _ => Debug::Auto,
            },
        };
        // The element's script reads it, before this crate is there; a malformed value is reported here like all others.
        reader.one_of(&LOADING);
        (options, reader.malformed)
    }
}

struct Reader<G> {
    get: G,
    malformed: Vec<Malformed>,
}

impl<G: Fn(&str) -> Option<String>> Reader<G> {
    fn text(&self, attribute: &Attribute) -> Option<String> {
        (self.get)(attribute.name)
    }

    /// A text that is nothing if empty, without the white space that pasting leaves around it.
    fn filled(&self, attribute: &Attribute) -> Option<String> {
        let text = self.text(attribute)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// `src` wins over the others: it is the way without a token.
    fn source(&self) -> Result<Source, Config> {
        if let Some(src) = self.filled(&SRC) {
            return Ok(Source::Src(src));
        }
        match (
            self.filled(&ENDPOINT),
            self.filled(&API_KEY),
            self.filled(&TOKEN),
        ) {
            (Some(endpoint), Some(api_key), Some(token)) => Ok(Source::Direct {
                endpoint,
                api_key,
                token: Secret::new(token),
            }),
            (None, None, None) => Err(Config::Missing(vec![SRC.name])),
            (endpoint, api_key, token) => {
                let missing = [
                    (ENDPOINT.name, endpoint.is_none()),
                    (API_KEY.name, api_key.is_none()),
                    (TOKEN.name, token.is_none()),
                ];
                Err(Config::Missing(
                    missing
                        .into_iter()
                        .filter_map(|(name, is_missing)| is_missing.then_some(name))
                        .collect(),
                ))
            }
        }
    }

    fn one_of(&mut self, attribute: &'static Attribute) -> &'static str {
        self.parsed(attribute, |text| attribute.values.word(text))
            .unwrap_or(attribute.default)
    }

    fn show(&mut self) -> Show {
        self.parsed(&SHOW, |text| {
            let mut read = Show::default();
            for word in text.split_ascii_whitespace() {
                match word.to_ascii_lowercase().as_str() {
                    "description" => read.description = true,
                    "topics" => read.topics = true,
                    "founded" => read.founded = true,
                    _ => return None,
                }
            }
            Some(read)
        })
        .unwrap_or_default()
    }

    /// A whole number; the default where it is absent or malformed, and `None` where that is "none".
    fn whole(&mut self, attribute: &'static Attribute) -> Option<u32> {
        let Values::Whole { min, max } = attribute.values else {
            return None;
        };
        self.parsed(attribute, |text| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse()
                .ok()
                .filter(|number| is_plain && (min..=max).contains(number))
        })
        .or_else(|| attribute.default.parse().ok())
    }

    fn template(&mut self, attribute: &'static Attribute) -> Option<Template> {
        self.filled(attribute)?;
        self.parsed(attribute, Template::parse)
    }

    /// The value if `parse` takes it; one that it does not take is noted as malformed.
    fn parsed<T>(
        &mut self,
        attribute: &'static Attribute,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.text(attribute)?;
        let parsed = parse(value.trim());
        if parsed.is_none() {
            self.malformed.push(Malformed { attribute, value });
        }
        parsed
    }
}
