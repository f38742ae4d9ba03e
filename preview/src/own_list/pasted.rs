//! Several groups from pasted text: lines such as `name, members, link`, CSV, or the tab-separated
//! cells of a spreadsheet.

use super::{Cells, Column, count, http_link};
use csv::{ReaderBuilder, StringRecord, Trim};

/// The maximum number of lines. It is larger than any list that a badge would show.
const MAX_LINES: usize = 1000;

/// Reads pasted lines, one group each. The first line may name the columns. Otherwise each cell is
/// recognized by its content: the first text is the name, a number is the count of members, a URL is
/// the link, and any further text is the description.
pub(crate) fn read_pasted(text: &str) -> Vec<Cells> {
    let mut records = records(text).into_iter().peekable();
    let columns = records.peek().and_then(header);
    if columns.is_some() {
        records.next();
    }
    records
        .map(|record| match &columns {
            Some(columns) => by_header(&record, columns),
            None => by_content(&record),
        })
        .filter(|cells| !cells.is_empty())
        .take(MAX_LINES)
        .collect()
}

fn records(text: &str) -> Vec<StringRecord> {
    let delimiter = delimiter(text);
    let text = without_spaces_before_quotes(text, delimiter.into());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    reader.records().filter_map(Result::ok).collect()
}

/// Removes the spaces between a delimiter and a quote, because CSV has quotes only at the start of a
/// cell. Two quotes stand for one inside a cell, so they stay.
fn without_spaces_before_quotes(text: &str, delimiter: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(delimiter) {
        out.push_str(before);
        out.push(delimiter);
        let cell = after.trim_start_matches(' ');
        let is_quoted = cell.starts_with('"') && !cell.starts_with("\"\"");
        rest = if is_quoted { cell } else { after };
    }
    out.push_str(rest);
    out
}

/// Returns the delimiter of the first line: a tab (spreadsheets), otherwise a semicolon (spreadsheets
/// of many languages), otherwise a comma. A semicolon counts only if there are at least as many as
/// commas, because a name may contain one.
fn delimiter(text: &str) -> u8 {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let occurrences = |delimiter: char| line.matches(delimiter).count();
    if occurrences('\t') > 0 {
        b'\t'
    } else if occurrences(';') > 0 && occurrences(';') >= occurrences(',') {
        b';'
    } else {
        b','
    }
}

/// Returns the columns of a header, or `None` if the line is not a header.
fn header(record: &StringRecord) -> Option<Vec<Option<Column>>> {
    let columns: Vec<_> = record.iter().map(column).collect();
    let has_name = columns.contains(&Some(Column::Name));
    let known = columns.iter().flatten().count();
    (has_name && (known > 1 || columns.len() == 1)).then_some(columns)
}

fn column(title: &str) -> Option<Column> {
    match title.to_lowercase().as_str() {
        "name" | "group" | "group name" | "title" => Some(Column::Name),
        "link" | "url" | "address" | "website" => Some(Column::Link),
        "members" | "member count" | "member_count" | "size" => Some(Column::Members),
        "description" | "about" => Some(Column::Description),
        _ => None,
    }
}

fn by_header(record: &StringRecord, columns: &[Option<Column>]) -> Cells {
    let mut cells = Cells::default();
    for (text, column) in record.iter().zip(columns) {
        if let Some(column) = column {
            cells.set(*column, text.to_owned());
        }
    }
    cells
}

fn by_content(record: &StringRecord) -> Cells {
    let mut texts = record.iter().filter(|text| !text.is_empty());
    // The first cell is the name, even if it is a number: a group may be called "1984".
    let mut cells = Cells {
        name: texts.next().unwrap_or_default().to_owned(),
        ..Cells::default()
    };
    for text in texts {
        let column = if cells.members.is_empty() && count(text).is_some() {
            Column::Members
        } else if cells.link.is_empty() && http_link(text).is_some() {
            Column::Link
        } else {
            Column::Description
        };
        let before = cells.text(column);
        let text = if column == Column::Description && !before.is_empty() {
            format!("{before}, {text}")
        } else {
            text.to_owned()
        };
        cells.set(column, text);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<[String; 4]> {
        read_pasted(text)
            .iter()
            .map(|cells| Column::ALL.map(|column| cells.text(column).to_owned()))
            .collect()
    }

    #[test]
    fn lines_are_groups_whatever_the_order_of_their_cells() {
        let expected = [
            ["Choir", "https://choir.example/", "131", ""],
            ["Trail Runners", "runners.example/club", "1,234", ""],
            ["Film Club", "", "", "Mondays"],
        ];
        for text in [
            "Choir, 131, https://choir.example/\nTrail Runners, \"1,234\", runners.example/club\nFilm Club,,,Mondays",
            "Choir\thttps://choir.example/\t131\r\nTrail Runners\trunners.example/club\t1,234\r\n\r\nFilm Club\t\t\tMondays\r\n",
            "Choir; 131; https://choir.example/\n\nTrail Runners; 1,234; runners.example/club\nFilm Club; Mondays",
            "Members,Name,URL,Notes,About\n131,Choir,https://choir.example/,x,\n\"1,234\",Trail Runners,runners.example/club,,\n,Film Club,,,Mondays",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn quotes_are_those_of_spreadsheets() {
        assert_eq!(
            read("\"Rock, \"\"Pop\"\" & Jazz\",7\n\"Two\nlines\",8"),
            [
                ["Rock, \"Pop\" & Jazz", "", "7", ""],
                ["Two\nlines", "", "8", ""]
            ]
        );
    }

    #[test]
    fn names_alone_and_names_of_digits_are_names() {
        assert_eq!(
            read("Choir\n1984\nName"),
            [
                ["Choir", "", "", ""],
                ["1984", "", "", ""],
                ["Name", "", "", ""]
            ]
        );
        assert_eq!(read("Name\nChoir"), [["Choir", "", "", ""]]);
    }

    #[test]
    fn nothing_is_read_of_nothing_and_no_more_than_a_thousand_lines_of_much() {
        assert_eq!(read(" \n\n\t\n"), [[""; 4]; 0]);
        assert_eq!(read(&"Choir\n".repeat(1500)).len(), 1000);
    }

    #[test]
    fn further_texts_are_the_description() {
        assert_eq!(
            read("Choir, Mondays, at eight"),
            [["Choir", "", "", "Mondays, at eight"]]
        );
    }
}
