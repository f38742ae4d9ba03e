//! The table of groups that are typed by hand.

use super::{App, Row, after_update, focus};
use crate::own_list::{Cells, Column, read_pasted};
use leptos::prelude::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use web_sys::{ClipboardEvent, KeyboardEvent};

/// An example of lines to paste.
const EXAMPLE: &str = "Trail Runners, 131, https://runners.example/\nChoir, 24";

/// Returns the table, with a field for several lines at once.
pub(super) fn panel(app: App) -> impl IntoView {
    if app.rows.with_untracked(Vec::is_empty) {
        append(app, vec![Cells::default()]);
    }
    let keys = Memo::new(move |_| {
        app.rows
            .with(|rows| rows.iter().map(|row| row.key).collect::<Vec<_>>())
    });
    let said = RwSignal::new(String::new());
    let heads = Column::ALL.map(|column| view! { <span>{column.label()}</span> });
    view! {
        <div class="typed">
            <div class="typed-head" aria-hidden="true">{heads.into_iter().collect_view()}</div>
            <ol class="rows">
                <For each=move || keys.get() key=|key| *key let(key)>
                    {row(app, key, said)}
                </For>
            </ol>
            <p class="help">
                "Enter goes to the next row, Alt with an arrow key moves a row. You can paste cells of a spreadsheet into any field."
            </p>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
            <div class="buttons">
                <button type="button" class="add-row" on:click=move |_| add(app)>"Add a group"</button>
            </div>
            {several(app, said)}
        </div>
    }
}

/// Appends rows. A blank row at the end is replaced.
pub(super) fn append(app: App, cells: Vec<Cells>) {
    app.rows.update(|rows| {
        while rows.last().is_some_and(|row| row.cells.is_empty()) {
            rows.pop();
        }
        rows.extend(cells.into_iter().map(new_row));
    });
}

fn new_row(cells: Cells) -> Row {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    Row {
        key: NEXT.fetch_add(1, Ordering::Relaxed),
        cells,
    }
}

/// Adds a blank row and goes to it.
fn add(app: App) {
    let row = new_row(Cells::default());
    let id = field_id(row.key, Column::Name);
    app.rows.update(|rows| rows.push(row));
    after_update(move || focus(&id));
}

fn field_id(key: usize, column: Column) -> String {
    format!("row-{key}-{}", column.field_name())
}

fn row(app: App, key: usize, said: RwSignal<String>) -> impl IntoView {
    let name = Memo::new(move |_| {
        let (number, name) = app.rows.with(|rows| {
            let place = place_of(rows, key);
            let row = rows.get(place);
            let name = row.map_or_else(String::new, |row| row.cells.name.trim().to_owned());
            (place + 1, name)
        });
        match name.as_str() {
            "" => format!("group {number}"),
            name => name.to_owned(),
        }
    });
    let fields = Column::ALL.map(|column| cell(app, key, column, said));
    let action = move |class: &'static str,
                       sign: &'static str,
                       words: &'static str,
                       run: fn(App, usize, RwSignal<String>)| {
        view! {
            <button
                type="button"
                class=class
                id=format!("row-{key}-{class}")
                aria-label=move || words.replace("{}", &name.get())
                title=move || words.replace("{}", &name.get())
                on:click=move |_| run(app, key, said)
            >
                {sign}
            </button>
        }
    };
    view! {
        <li class="typed-row" on:keydown=move |ev| on_key(app, key, &ev)>
            {fields.into_iter().collect_view()}
            <div class="row-actions">
                {action("up", "↑", "Move {} up", |app, key, _| move_row(app, key, -1, "up"))}
                {action("down", "↓", "Move {} down", |app, key, _| move_row(app, key, 1, "down"))}
                {action("remove", "✕", "Remove {}", remove)}
            </div>
        </li>
    }
}

fn cell(app: App, key: usize, column: Column, said: RwSignal<String>) -> impl IntoView {
    let read = move |read: fn(&Cells, Column) -> String| {
        Memo::new(move |_| {
            app.rows.with(|rows| {
                let row = rows.iter().find(|row| row.key == key);
                row.map_or_else(String::new, |row| read(&row.cells, column))
            })
        })
    };
    let text = read(|cells, column| cells.text(column).to_owned());
    let complaint = read(|cells, column| column.complaint(cells).unwrap_or_default().to_owned());
    let id = field_id(key, column);
    let complaint_id = format!("{id}-complaint");
    let input_mode = match column {
        Column::Link => Some("url"),
        Column::Members => Some("numeric"),
        Column::Name | Column::Description => None,
    };
    view! {
        <div class=format!("cell {}", column.field_name())>
            <label for=id.clone()>{column.label()}</label>
            <input
                type="text"
                id=id
                name=column.field_name()
                inputmode=input_mode
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=complaint_id.clone()
                aria-invalid=move || complaint.with(|it| (!it.is_empty()).then_some("true"))
                prop:value=move || text.get()
                on:change=move |ev| set(app, key, column, event_target_value(&ev))
                on:paste=move |ev| on_paste(app, key, &ev, said)
            />
            <p class="complaint" id=complaint_id role="status">{move || complaint.get()}</p>
        </div>
    }
}

fn set(app: App, key: usize, column: Column, text: String) {
    app.rows.update(|rows| {
        if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
            row.cells.set(column, text);
        }
    });
}

/// Returns the place of a row; the number of rows if it is gone.
fn place_of(rows: &[Row], key: usize) -> usize {
    let place = rows.iter().position(|row| row.key == key);
    place.unwrap_or(rows.len())
}

/// Moves a row by one place, and returns the focus to the button that was pressed.
fn move_row(app: App, key: usize, by: isize, button: &'static str) {
    shift(app, key, by);
    let id = format!("row-{key}-{button}");
    after_update(move || focus(&id));
}

fn shift(app: App, key: usize, by: isize) {
    app.rows.update(|rows| {
        let place = place_of(rows, key);
        let target = place.checked_add_signed(by);
        if let Some(target) = target.filter(|target| *target < rows.len()) {
            rows.swap(place, target);
        }
    });
}

/// Removes a row, and goes to the next one.
fn remove(app: App, key: usize, said: RwSignal<String>) {
    let mut next = None;
    app.rows.update(|rows| {
        let place = place_of(rows, key);
        if place < rows.len() {
            rows.remove(place);
        }
        if rows.is_empty() {
            rows.push(new_row(Cells::default()));
        }
        let last = rows.len() - 1;
        next = rows.get(place.min(last)).map(|row| row.key);
    });
    said.set("The group was removed.".to_owned());
    if let Some(next) = next {
        let id = field_id(next, Column::Name);
        after_update(move || focus(&id));
    }
}

fn on_key(app: App, key: usize, ev: &KeyboardEvent) {
    let target = event_target::<web_sys::HtmlElement>(ev);
    let is_field = target.tag_name() == "INPUT";
    match ev.key().as_str() {
        "Enter" if is_field && !ev.is_composing() => {
            ev.prevent_default();
            next_row(app, key, &target);
        }
        direction @ ("ArrowUp" | "ArrowDown") if ev.alt_key() => {
            ev.prevent_default();
            // The text that is being typed is taken before the row moves.
            let _ = target.blur();
            shift(app, key, if direction == "ArrowUp" { -1 } else { 1 });
            let id = target.id();
            after_update(move || focus(&id));
        }
        _ => {}
    }
}

/// Goes to the same column of the next row; makes one after the last.
fn next_row(app: App, key: usize, field: &web_sys::HtmlElement) {
    // The text that is being typed is taken first.
    let _ = field.blur();
    let next = app.rows.with_untracked(|rows| {
        let place = place_of(rows, key);
        rows.get(place + 1).map(|row| row.key)
    });
    match next {
        Some(next) => focus(
            &field
                .id()
                .replace(&format!("row-{key}-"), &format!("row-{next}-")),
        ),
        None => add(app),
    }
}

/// Takes several lines or cells as rows; a single text is pasted as usual.
fn on_paste(app: App, key: usize, ev: &ClipboardEvent, said: RwSignal<String>) {
    let text = ev
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    if !text.trim().contains(['\n', '\t']) {
        return;
    }
    ev.prevent_default();
    let pasted = read_pasted(&text);
    said.set(added(pasted.len()));
    app.rows.update(|rows| {
        let place = place_of(rows, key);
        let is_blank = rows.get(place).is_some_and(|row| row.cells.is_empty());
        let start = if is_blank { place } else { place + 1 };
        let end = if is_blank { place + 1 } else { start };
        let end = end.min(rows.len());
        let start = start.min(end);
        rows.splice(start..end, pasted.into_iter().map(new_row));
    });
}

fn added(count: usize) -> String {
    match count {
        1 => "1 group was added.".to_owned(),
        count => format!("{count} groups were added."),
    }
}

/// The field for several lines at once.
fn several(app: App, said: RwSignal<String>) -> impl IntoView {
    let lines = RwSignal::new(String::new());
    view! {
        <details class="several">
            <summary>"Paste several lines"</summary>
            <div class="field">
                <label for="field-lines">"One group in each line"</label>
                <textarea
                    id="field-lines"
                    name="lines"
                    rows="4"
                    placeholder=EXAMPLE
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="help-lines"
                    prop:value=move || lines.get()
                    on:input=move |ev| lines.set(event_target_value(&ev))
                ></textarea>
                <p class="help" id="help-lines">
                    "Name, members and link with commas between them; CSV; or the cells of a spreadsheet."
                </p>
            </div>
            <div class="buttons">
                <button
                    type="button"
                    class="add-lines"
                    on:click=move |_| {
                        let pasted = read_pasted(&lines.get_untracked());
                        said.set(added(pasted.len()));
                        append(app, pasted);
                        lines.set(String::new());
                    }
                >
                    "Add these groups"
                </button>
            </div>
        </details>
    }
}
