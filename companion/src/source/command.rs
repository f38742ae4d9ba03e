//! Any program that writes a getMyGroups response to its standard output.

use super::{Ask, document::Document};

pub(super) fn command(command: &[String]) -> Document {
    Document(Ask::Command(command.to_vec()))
}
