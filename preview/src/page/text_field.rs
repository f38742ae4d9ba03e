//! A text field with its label and its line of help.

use leptos::prelude::*;

/// The kind of text in a field. Phones choose their keyboard by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Words of a language.
    Words,
    /// A user name or a number, which a phone must not capitalize.
    Identifier,
    /// A URL.
    Url,
}

/// The description of a field.
#[derive(Debug, Clone)]
pub(super) struct TextField {
    /// The name in the form.
    pub(super) name: &'static str,
    /// The label.
    pub(super) label: &'static str,
    /// One line of help; may be empty.
    pub(super) help: &'static str,
    /// An example, or the value that an empty field has.
    pub(super) placeholder: String,
    /// The kind of text.
    pub(super) kind: TextKind,
}

impl TextField {
    /// Returns the field. It shows `value`, and calls `set` for each change.
    pub(super) fn view(self, value: Memo<String>, set: impl Fn(String) + 'static) -> impl IntoView {
        let id = format!("field-{}", self.name);
        let help_id = format!("help-{}", self.name);
        let has_help = !self.help.is_empty();
        view! {
            <div class="field">
                <label for=id.clone()>{self.label}</label>
                <input
                    type="text"
                    id=id
                    name=self.name
                    placeholder=self.placeholder
                    inputmode=(self.kind == TextKind::Url).then_some("url")
                    autocomplete="off"
                    autocapitalize=(self.kind != TextKind::Words).then_some("off")
                    spellcheck="false"
                    aria-describedby=has_help.then(|| help_id.clone())
                    prop:value=move || value.get()
                    on:input=move |ev| set(event_target_value(&ev))
                />
                {has_help.then(|| view! { <p class="help" id=help_id>{self.help}</p> })}
            </div>
        }
    }
}
