//! Reads the attributes into validated options. An invalid value does not affect other attributes.

use super::{
    Attribute, Keyword, Loading, Malformed, Options, Private, Secret, Show, Source, Template,
    Values,
    table::{
        API_KEY, CACHE, DEBUG, ENDPOINT, GROUP_URL, HEADING, HEADING_LEVEL, LAYOUT, LIMIT, LOADING,
        PRIVATE, REFRESH, SHOW, SORT, SRC, THEME, TIMEOUT, TOKEN,
    },
};
use crate::failure::Config;

impl Options {
    /// Reads the attributes. `get` returns the value of an attribute by name. The second result has
    /// the attributes whose values are invalid.
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
            sort: reader.keyword(&SORT),
            limit: reader.whole(&LIMIT),
            show: reader.show(),
            show_private: reader.keyword::<Private>(&PRIVATE) == Private::Show,
            layout: reader.keyword(&LAYOUT),
            theme: reader.keyword(&THEME),
            refresh: reader.whole(&REFRESH),
            timeout: reader.whole(&TIMEOUT).unwrap_or(10),
            cache: reader.whole(&CACHE),
            debug: reader.keyword(&DEBUG),
        };
        // The element's script uses this attribute before the wasm has loaded. It is read here only to
        // report an invalid value.
        reader.keyword::<Loading>(&LOADING);
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

    /// Returns the text without leading and trailing white space, which pasted values often have.
    /// Returns `None` if the attribute is missing or blank.
    fn trimmed(&self, attribute: &Attribute) -> Option<String> {
        let text = self.text(attribute)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Returns the source. `src` has precedence, because it needs no token in the page.
    fn source(&self) -> Result<Source, Config> {
        if let Some(src) = self.trimmed(&SRC) {
            return Ok(Source::Src(src));
        }
        match (
            self.trimmed(&ENDPOINT),
            self.trimmed(&API_KEY),
            self.trimmed(&TOKEN),
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

    fn keyword<K: Keyword>(&mut self, attribute: &'static Attribute) -> K {
        self.parsed(attribute, K::from_word).unwrap_or_default()
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

    /// Returns a whole number, or the default if the attribute is missing or invalid. Returns
    /// `None` if the attribute has no default either.
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
        self.trimmed(attribute)?;
        self.parsed(attribute, Template::parse)
    }

    /// Returns the value if `parse` accepts it. Otherwise adds it to the invalid values.
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
