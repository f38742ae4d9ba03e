//! The choice of a service and its fields. A service that the page cannot load from has the
//! companion's configuration instead.

use super::{
    App, LoadedGroup,
    checklist::checklist,
    code::code_block,
    fetch::{self, LoadedList},
    text_field::{TextField, TextKind},
};
use crate::{
    own_list::Cells,
    service::{Account, Field, Service},
    settings::Source,
    upkeep::configuration,
};
use leptos::{prelude::*, task::spawn_local};
use my_groups::fault::Fault;
use web_sys::AbortController;

/// The state of loading from a service.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum LoadState {
    /// Nothing was requested yet.
    #[default]
    Idle,
    /// A request is in progress.
    Loading {
        /// The number of the request.
        request: usize,
    },
    /// The list could not be loaded, and why.
    Failed(String),
    /// The list is loaded.
    Loaded {
        /// Warnings for the visitor, as complete sentences.
        warnings: Vec<String>,
        /// How many more requests the service allows, if it says so.
        remaining: Option<String>,
    },
}

/// The current request, if there is one. A new request replaces it.
#[derive(Clone, Copy)]
struct Current(StoredValue<Option<AbortController>, LocalStorage>);

impl Current {
    fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Cancels the current request, and makes another one the current one.
    fn replace(self, next: Option<AbortController>) {
        let before = self.0.try_update_value(|current| {
            let before = current.take();
            *current = next;
            before
        });
        if let Some(before) = before.flatten() {
            before.abort();
        }
    }

    fn is(self, controller: &AbortController) -> bool {
        let is_current = self
            .0
            .try_with_value(|current| current.as_ref() == Some(controller));
        is_current == Some(true)
    }
}

impl LoadState {
    fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }
}

/// Returns the panel of the source "From a service".
pub(super) fn panel(app: App) -> impl IntoView {
    let current = Current::new();
    on_cleanup(move || {
        current.replace(None);
        if app.load_state.with_untracked(LoadState::is_loading) {
            app.load_state.set(LoadState::Idle);
        }
    });
    let service = app.part(|settings| settings.service);
    view! {
        {service_select(app, current)}
        {move || {
            let service = service.get();
            match service.obstacle() {
                Some(obstacle) => by_companion(app, service, obstacle).into_any(),
                None => form(app, service, current).into_any(),
            }
        }}
    }
}

fn service_select(app: App, current: Current) -> impl IntoView {
    let service = app.part(|settings| settings.service);
    let options = |is_direct: bool| {
        Service::ALL
            .into_iter()
            .filter(move |each| each.obstacle().is_none() == is_direct)
            .map(move |each| {
                view! {
                    <option value=each.name() prop:selected=move || service.get() == each>
                        {each.label()}
                    </option>
                }
            })
            .collect_view()
    };
    let choose = move |name: String| {
        let Some(service) = Service::named(&name) else {
            return;
        };
        current.replace(None);
        app.settings.update(|settings| settings.service = service);
        forget(app);
    };
    view! {
        <div class="field">
            <label for="field-service">"Service"</label>
            <select
                id="field-service"
                name="service"
                autocomplete="off"
                on:change=move |ev| choose(event_target_value(&ev))
            >
                <optgroup label="Loaded here, without a token">{options(true)}</optgroup>
                <optgroup label="Loaded by the program my-groups">{options(false)}</optgroup>
            </select>
        </div>
    }
}

fn form(app: App, service: Service, current: Current) -> impl IntoView {
    let url_field = url_field(app, &service.url_field());
    let url_field = if service.has_default_url() {
        view! {
            <details class="advanced">
                <summary>"Another address of the API"</summary>
                {url_field}
            </details>
        }
        .into_any()
    } else {
        url_field.into_any()
    };
    view! {
        <form
            class="service-form"
            autocomplete="off"
            on:submit=move |ev| {
                ev.prevent_default();
                load(app, service, current);
            }
        >
            {service.user_field().map(|field| user_field(app, &field))}
            {url_field}
            <div class="buttons">
                <button type="submit" class="primary load">"Load my groups"</button>
                {move || app.load_state.with(LoadState::is_loading).then(|| view! {
                    <button
                        type="button"
                        class="cancel"
                        on:click=move |_| {
                            current.replace(None);
                            app.load_state.set(LoadState::Idle);
                        }
                    >
                        "Cancel"
                    </button>
                })}
            </div>
        </form>
        <p class="load-state" role="status">{move || load_message(app)}</p>
        {move || has_groups(app).then(|| view! {
            {checklist(app)}
            <p class="buttons">
                <button type="button" class="edit-by-hand" on:click=move |_| edit_by_hand(app)>
                    "Edit this list by hand"
                </button>
            </p>
        })}
    }
}

fn has_groups(app: App) -> bool {
    app.loaded.with(|loaded| !loaded.is_empty())
}

fn user_field(app: App, field: &Field) -> impl IntoView + use<> {
    let value = Memo::new(move |_| app.account.with(|account| account.user.clone()));
    text_field("service-user", TextKind::Identifier, field).view(value, move |user| {
        app.account.update(|account| account.user = user);
    })
}

fn url_field(app: App, field: &Field) -> impl IntoView + use<> {
    let value = Memo::new(move |_| app.account.with(|account| account.url.clone()));
    text_field("service-url", TextKind::Url, field).view(value, move |url| {
        app.account.update(|account| account.url = url);
    })
}

fn text_field(name: &'static str, kind: TextKind, field: &Field) -> TextField {
    TextField {
        name,
        label: field.label,
        help: field.help,
        placeholder: field.placeholder.to_owned(),
        kind,
    }
}

/// Loads the list; a list that is loading already is cancelled.
fn load(app: App, service: Service, current: Current) {
    let source = match app
        .account
        .with_untracked(|account| service.source(account))
    {
        Ok(source) => source,
        Err(message) => {
            app.load_state.set(LoadState::Failed(message));
            return;
        }
    };
    let Ok(controller) = AbortController::new() else {
        return;
    };
    current.replace(Some(controller.clone()));
    app.load_state.set(LoadState::Loading { request: 1 });
    spawn_local(async move {
        let progress = |request| app.load_state.set(LoadState::Loading { request });
        let outcome = fetch::load(&source, &controller, progress).await;
        if !current.is(&controller) {
            return;
        }
        match outcome {
            Ok(list) => take(app, list),
            Err(fault) => app.load_state.set(LoadState::Failed(explain(&fault))),
        }
    });
}

/// Returns a failure in the companion's words. Only a rate limit has other words, because the page does
/// not load again by itself.
fn explain(fault: &Fault) -> String {
    let Fault::RateLimited { retry_after } = fault else {
        return fault.to_string();
    };
    let when = match retry_after {
        None => "later".to_owned(),
        Some(0..=60) => "in a minute".to_owned(),
        Some(seconds) => format!("in {} minutes", seconds.div_ceil(60)),
    };
    format!("The service accepts no more requests without a token for now. Try again {when}.")
}

/// Clears the groups and the account, because another service was chosen.
pub(super) fn forget(app: App) {
    app.account.set(Account::default());
    app.loaded.set(Vec::new());
    app.load_state.set(LoadState::Idle);
}

/// Takes a list that was loaded. A group that was unchecked before stays unchecked.
fn take(app: App, list: LoadedList) {
    let unchecked: Vec<String> = app.loaded.with_untracked(|loaded| {
        let unchecked = loaded.iter().filter(|loaded| !loaded.is_published);
        unchecked.map(|loaded| loaded.group.id.clone()).collect()
    });
    let groups = list.groups.into_iter().map(|group| LoadedGroup {
        is_published: !group.is_private && !unchecked.contains(&group.id),
        group,
    });
    app.loaded.set(groups.collect());
    app.load_state.set(LoadState::Loaded {
        warnings: list.warnings,
        remaining: list.remaining,
    });
}

fn load_message(app: App) -> AnyView {
    match app.load_state.get() {
        LoadState::Idle => ().into_any(),
        LoadState::Loading { request } => {
            view! { <span class="dot busy"></span> {format!("Loading, request {request} …")} }
                .into_any()
        }
        LoadState::Failed(message) => {
            view! { <span class="dot bad"></span> <span class="failure">{message}</span> }
                .into_any()
        }
        LoadState::Loaded {
            warnings,
            remaining,
        } => {
            let count = app.loaded.with(Vec::len);
            let found = match count {
                0 => "The service lists no public groups of this account.".to_owned(),
                1 => "1 group found.".to_owned(),
                count => format!("{count} groups found."),
            };
            let limit = remaining
                .map(|remaining| format!(" The service allows {remaining} more requests for now."));
            view! { <span class="dot good"></span> {found} {limit} " " {warnings.join(" ")} }
                .into_any()
        }
    }
}

/// Copies the groups that are checked into the table.
fn edit_by_hand(app: App) {
    let cells = app
        .own
        .with_untracked(|own| own.iter().map(Cells::of_group).collect::<Vec<_>>());
    app.rows.set(Vec::new());
    super::table::append(app, cells);
    app.settings
        .update(|settings| settings.source = Source::Typed);
    app.push_history();
}

/// Returns the instructions for a service that the page cannot load from.
fn by_companion(app: App, service: Service, obstacle: &'static str) -> impl IntoView {
    let file = Memo::new(move |_| {
        let upkeep = app.upkeep();
        app.settings
            .with(|settings| configuration(settings, &upkeep))
    });
    let commands = Memo::new(|_| "my-groups check\nmy-groups snapshot --out public".to_owned());
    let secret = match service {
        Service::Lemmy => Some("Put the token of your account into a file named token beside it."),
        Service::GetMyGroups => Some(
            "Put your application key into a file named api-key beside it, and your token into a file named token.",
        ),
        _ => None,
    };
    view! {
        <p class="note">{obstacle}</p>
        {service.user_field().map(|field| user_field(app, &field))}
        {url_field(app, &service.url_field())}
        <p>"Save this as " <code>"my-groups.toml"</code> ". " {secret}</p>
        {code_block("configuration", "my-groups.toml", file)}
        <p>"Then let the program show what would be public, and write the files:"</p>
        {code_block("commands", "The commands", commands)}
        <p>
            <a href="docs/companion.html">"How to install my-groups"</a>
            ". Put "
            <code>"public/my-groups.json"</code>
            " on your site, and choose “A document” above for the snippet."
        </p>
    }
}
