//! The types of the package's main module: `tools/package/types/index.d.ts`, filled from the tables.

use crate::surface::{
    EVENTS, GROUP, KINDS, METHODS, Named, PROPERTIES, STATES, read_type, union, write_type,
};
use my_groups_core::options::{Attribute, TABLE};

pub(super) fn fill(template: &str) -> String {
    let states: Vec<_> = STATES.iter().map(|state| state.name).collect();
    let accessors = TABLE.iter().flat_map(accessor).chain([String::new()]);
    let read_only = PROPERTIES.iter().flat_map(field);
    let methods = METHODS.iter().flat_map(|method| {
        let signature = method.kind.replacen(" => ", ": ", 1);
        documented(method.help, format!("{}{signature};", method.name))
    });
    let members = accessors.chain(read_only).chain(methods);
    let events = EVENTS.iter().flat_map(|event| {
        let member = format!("{}: {};", event.name, event.kind);
        documented(event.help, member)
    });
    let attributes = TABLE
        .iter()
        .flat_map(|attribute| optional(attribute, attribute.name));
    let properties = TABLE
        .iter()
        .flat_map(|attribute| optional(attribute, &attribute.property()));

    let lines = |lines: &mut dyn Iterator<Item = String>| lines.collect::<Vec<_>>().join("\n  ");
    template
        .replace("STATES", &union(&states))
        .replace("KINDS", &union(KINDS))
        .replace("// GROUP", &lines(&mut GROUP.iter().flat_map(field)))
        .replace("// EVENTS", &lines(&mut events.into_iter()))
        .replace("// MEMBERS", &lines(&mut members.into_iter()))
        .replace("// ATTRIBUTES", &lines(&mut attributes.into_iter()))
        .replace("// PROPERTIES", &lines(&mut properties.into_iter()))
}

fn documented(help: &str, line: String) -> [String; 2] {
    [format!("/** {help} */"), line]
}

fn field(named: &Named) -> [String; 2] {
    let line = format!("readonly {}: {};", named.name, named.kind);
    documented(named.help, line)
}

fn accessor(attribute: &Attribute) -> [String; 3] {
    let name = attribute.property();
    let (read, write) = (read_type(attribute), write_type(attribute));
    let [help, getter] = documented(attribute.help(), format!("get {name}(): {read};"));
    [help, getter, format!("set {name}(value: {write});")]
}

fn optional(attribute: &Attribute, name: &str) -> [String; 2] {
    let line = format!("\"{name}\"?: {};", write_type(attribute));
    documented(attribute.help(), line)
}
