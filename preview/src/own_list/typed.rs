//! The cells of a row in the table of groups that are typed by hand.

use super::{count, http_link};
use my_groups_core::groups::Group;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Link,
    Members,
    Description,
}

impl Column {
    /// All columns, in the order of the table.
    pub(crate) const ALL: [Self; 4] = [Self::Name, Self::Link, Self::Members, Self::Description];

    /// The label of the column.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Link => "Link",
            Self::Members => "Members",
            Self::Description => "Description",
        }
    }

    /// The name of the column's form fields.
    pub(crate) fn field_name(self) -> &'static str {
        match self {
            Self::Name => "group-name",
            Self::Link => "group-link",
            Self::Members => "group-members",
            Self::Description => "group-description",
        }
    }

    /// Returns the mistake in a cell, or `None` if its text is allowed.
    pub(crate) fn complaint(self, cells: &Cells) -> Option<&'static str> {
        let text = cells.text(self).trim();
        match self {
            Self::Name if text.is_empty() && !cells.is_empty() => Some("Enter a name."),
            Self::Link if !text.is_empty() && http_link(text).is_none() => {
                Some("Enter a URL that starts with https://, or leave the field empty.")
            }
            Self::Members if !text.is_empty() && count(text).is_none() => {
                Some("Enter a whole number, or leave the field empty.")
            }
            _ => None,
        }
    }
}

/// The texts of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cells {
    pub(crate) name: String,
    pub(crate) link: String,
    pub(crate) members: String,
    pub(crate) description: String,
}

impl Cells {
    /// Returns the text of a cell.
    pub(crate) fn text(&self, column: Column) -> &str {
        match column {
            Column::Name => &self.name,
            Column::Link => &self.link,
            Column::Members => &self.members,
            Column::Description => &self.description,
        }
    }

    /// Sets the text of a cell.
    pub(crate) fn set(&mut self, column: Column, text: String) {
        let cell = match column {
            Column::Name => &mut self.name,
            Column::Link => &mut self.link,
            Column::Members => &mut self.members,
            Column::Description => &mut self.description,
        };
        *cell = text;
    }

    /// Returns whether all cells are blank.
    pub(crate) fn is_empty(&self) -> bool {
        Column::ALL
            .iter()
            .all(|column| self.text(*column).trim().is_empty())
    }

    /// Returns the cells of a group, to edit it by hand.
    pub(crate) fn of_group(group: &Group) -> Self {
        Self {
            name: group.name.clone(),
            link: group.url.clone().unwrap_or_default(),
            members: group
                .member_count
                .map_or_else(String::new, |count| count.to_string()),
            description: group.description.clone(),
        }
    }
}

/// Returns the group of a row, or `None` if the row has no name. A cell that is not allowed is left
/// out.
pub(crate) fn group(id: usize, cells: &Cells) -> Option<Group> {
    let name = one_line(&cells.name);
    if name.is_empty() {
        return None;
    }
    Some(Group {
        id: id.to_string(),
        name,
        description: cells.description.trim().to_owned(),
        member_count: count(&cells.members),
        topic_count: None,
        created: None,
        is_private: false,
        url: http_link(&cells.link),
    })
}

/// Returns a text without control characters and without repeated spaces.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|character: char| character.is_whitespace() || character.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(name: &str, link: &str, members: &str) -> Cells {
        Cells {
            name: name.into(),
            link: link.into(),
            members: members.into(),
            description: String::new(),
        }
    }

    #[test]
    fn a_row_with_a_name_is_a_public_group() {
        let group = group(3, &cells(" The\tChoir ", "choir.example", "1,234")).unwrap();
        assert_eq!((&*group.id, &*group.name), ("3", "The Choir"));
        assert_eq!(group.member_count, Some(1234));
        assert_eq!(group.url.as_deref(), Some("https://choir.example/"));
        assert!(!group.is_private);
    }

    #[test]
    fn a_cell_that_is_not_allowed_is_explained_and_left_out() {
        let row = cells("Choir", "javascript:alert(1)", "many");
        assert!(Column::Link.complaint(&row).is_some());
        assert!(Column::Members.complaint(&row).is_some());
        assert_eq!(Column::Name.complaint(&row), None);
        let group = group(1, &row).unwrap();
        assert_eq!((group.url, group.member_count), (None, None));
    }

    #[test]
    fn a_row_without_a_name_is_no_group_and_only_a_blank_one_is_right() {
        let row = cells("", "https://choir.example/", "");
        assert_eq!(group(1, &row), None);
        assert!(Column::Name.complaint(&row).is_some());
        assert_eq!(Column::Name.complaint(&Cells::default()), None);
    }

    #[test]
    fn a_group_keeps_its_texts_in_a_row() {
        let row = cells("Choir", "https://choir.example/", "7");
        assert_eq!(Cells::of_group(&group(1, &row).unwrap()), row);
    }
}
