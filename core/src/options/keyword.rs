//! Attributes whose value is one word of a fixed set. Each of them is an enum that defines its
//! words.

/// The value of an attribute that accepts one word of a fixed set. The [`Default`] of the type is the
/// attribute's default.
///
/// ```
/// use my_groups_core::options::{Debug, Keyword, Sort};
///
/// assert_eq!(Sort::from_word("Members"), Some(Sort::Members));
/// assert_eq!(Sort::Members.as_str(), "members");
/// assert_eq!(Debug::from_word("true"), Some(Debug::On));
/// assert_eq!(Sort::from_word("size"), None);
/// ```
pub trait Keyword: Copy + Default + PartialEq + 'static {
    /// Every value, the default first.
    const ALL: &'static [Self];

    /// Other accepted words, each with the word of which it is an alias.
    const ALIASES: &'static [(&'static str, &'static str)] = &[];

    /// Returns the word of this value.
    fn as_str(self) -> &'static str;

    /// Returns the value of a word or an alias, in upper or lower case; `None` for any other text.
    fn from_word(word: &str) -> Option<Self> {
        let alias = Self::ALIASES
            .iter()
            .find(|(alias, _)| word.eq_ignore_ascii_case(alias));
        let word = alias.map_or(word, |(_, word)| word);
        let mut values = Self::ALL.iter().copied();
        values.find(|value| word.eq_ignore_ascii_case(value.as_str()))
    }
}

/// Defines an enum together with its words. The first value is the default.
macro_rules! keywords {
    (
        $(#[$about:meta])*
        $name:ident {
            $(#[$about_first:meta])*
            $first:ident = $first_word:literal,
            $($(#[$about_value:meta])* $value:ident = $word:literal,)*
        }
        $(aliases $aliases:expr)?
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name {
            $(#[$about_first])*
            #[default]
            $first,
            $($(#[$about_value])* $value,)*
        }

        impl $name {
            /// The words that the attribute accepts, the default first.
            pub const WORDS: &'static [&'static str] = &[$first_word, $($word),*];
        }

        impl Keyword for $name {
            const ALL: &'static [Self] = &[Self::$first, $(Self::$value),*];
            $(const ALIASES: &'static [(&'static str, &'static str)] = $aliases;)?

            fn as_str(self) -> &'static str {
                match self {
                    Self::$first => $first_word,
                    $(Self::$value => $word,)*
                }
            }
        }
    };
}

keywords! {
    /// The order of the groups.
    ///
    /// ```
    /// use my_groups_core::options::{Options, Sort};
    ///
    /// let (options, _) = Options::read(|name| (name == "sort").then(|| "members".into()));
    /// assert_eq!(options.sort, Sort::Members);
    /// ```
    Sort {
        /// The order of the response.
        Api = "api",
        /// Most members first.
        Members = "members",
        /// By name, as the language orders names.
        Name = "name",
        /// The newest group first.
        Newest = "newest",
    }
}

keywords! {
    /// Whether private groups are visible.
    ///
    /// ```
    /// use my_groups_core::options::Private;
    ///
    /// assert_eq!(Private::default(), Private::Hide);
    /// ```
    Private {
        /// Private groups are neither rendered, counted nor stored.
        Hide = "hide",
        /// Private groups are shown like all others, but never stored.
        Show = "show",
    }
}

keywords! {
    /// How the groups are laid out.
    ///
    /// ```
    /// use my_groups_core::options::{Layout, Options};
    ///
    /// let (options, _) = Options::read(|name| (name == "layout").then(|| "inline".into()));
    /// assert_eq!(options.layout, Layout::Inline);
    /// ```
    Layout {
        /// A list: the name and the count share a line.
        List = "list",
        /// A list for a narrow sidebar.
        Compact = "compact",
        /// Chips that wrap.
        Inline = "inline",
    }
}

keywords! {
    /// The colours.
    ///
    /// ```
    /// use my_groups_core::options::{Options, Theme};
    ///
    /// let (options, _) = Options::read(|name| (name == "theme").then(|| "dark".into()));
    /// assert_eq!(options.theme, Theme::Dark);
    /// ```
    Theme {
        /// The `color-scheme` that the badge inherits.
        Auto = "auto",
        /// Always light.
        Light = "light",
        /// Always dark.
        Dark = "dark",
    }
}

keywords! {
    /// When the element starts to load. Its script reads this attribute before the wasm is loaded.
    ///
    /// ```
    /// use my_groups_core::options::{Keyword, Loading};
    ///
    /// assert_eq!(Loading::from_word("lazy"), Some(Loading::Lazy));
    /// ```
    Loading {
        /// At once.
        Eager = "eager",
        /// When the badge is near the viewport.
        Lazy = "lazy",
    }
}

keywords! {
    /// Whether the badge explains failures in place, for the site's owner.
    ///
    /// ```
    /// use my_groups_core::options::{Debug, Options};
    ///
    /// let (options, _) = Options::read(|name| (name == "debug").then(|| "true".into()));
    /// assert_eq!(options.debug, Debug::On);
    /// ```
    Debug {
        /// On the author's own machine only.
        Auto = "auto",
        /// Always.
        On = "on",
        /// Never.
        Off = "off",
    }
    aliases &[("", "on"), ("true", "on"), ("false", "off")]
}

impl Debug {
    /// Returns whether failures are explained. `is_local` says whether the page is on the author's
    /// own machine.
    ///
    /// ```
    /// use my_groups_core::options::Debug;
    ///
    /// assert!(Debug::Auto.is_on(true));
    /// assert!(!Debug::Off.is_on(true));
    /// ```
    pub fn is_on(self, is_local: bool) -> bool {
        match self {
            Self::Auto => is_local,
            Self::On => true,
            Self::Off => false,
        }
    }
}
