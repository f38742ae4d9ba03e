//! The Custom Elements Manifest, which editors and documentation tools read:
//! <https://github.com/webcomponents/custom-elements-manifest>.

use crate::surface::{
    CUSTOM_PROPERTIES, EVENTS, METHODS, Named, PARTS, PROPERTIES, STATES, TAG, read_type,
    write_type,
};
use my_groups_core::options::TABLE;
use serde_json::{Value, json};

const CLASS: &str = "MyGroupsBadge";

/// Returns the manifest of the package with this version.
pub(crate) fn manifest(version: &str) -> Value {
    let attributes: Vec<_> = TABLE
        .iter()
        .map(|attribute| {
            json!({
                "name": attribute.name,
                "fieldName": attribute.property(),
                "type": { "text": write_type(attribute) },
                "default": attribute.default,
                "description": attribute.help(),
            })
        })
        .collect();
    let fields = TABLE.iter().map(|attribute| {
        json!({
            "kind": "field",
            "name": attribute.property(),
            "attribute": attribute.name,
            "reflects": attribute.name != "token",
            "type": { "text": read_type(attribute) },
            "description": attribute.help(),
        })
    });
    let read_only = PROPERTIES.iter().map(|property| {
        json!({
            "kind": "field",
            "name": property.name,
            "readonly": true,
            "type": { "text": property.kind },
            "description": property.help,
        })
    });
    let methods = METHODS.iter().map(|method| {
        json!({
            "kind": "method",
            "name": method.name,
            "return": { "type": { "text": method.kind.trim_start_matches("() => ") } },
            "description": method.help,
        })
    });
    let members: Vec<_> = fields.chain(read_only).chain(methods).collect();
    let element = json!({
        "kind": "class",
        "name": CLASS,
        "customElement": true,
        "tagName": TAG,
        "superclass": { "name": "HTMLElement" },
        "description": "The groups that a person belongs to, with names and member counts.",
        "attributes": attributes,
        "members": members,
        "events": each(EVENTS, |event| json!({ "type": { "text": event.kind } })),
        "slots": [{ "name": "", "description": "The author's own content, shown while the list loads, and if loading fails" }],
        "cssParts": each(PARTS, |_| json!({})),
        "cssProperties": each(CUSTOM_PROPERTIES, |property| json!({ "default": property.kind })),
        "cssStates": each(STATES, |_| json!({})),
    });
    let module = "./index.js";
    json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "package": { "name": TAG, "version": version },
        "modules": [{
            "kind": "javascript-module",
            "path": module,
            "declarations": [element],
            "exports": [{
                "kind": "custom-element-definition",
                "name": TAG,
                "declaration": { "name": CLASS, "module": module },
            }],
        }],
    })
}

/// Returns an object for each item, with its name, its description and the result of `more`.
fn each(all: &[Named], more: impl Fn(&Named) -> Value) -> Vec<Value> {
    all.iter()
        .map(|named| {
            let mut described = more(named);
            if let Some(fields) = described.as_object_mut() {
                fields.insert("name".into(), named.name.into());
                fields.insert("description".into(), named.help.into());
            }
            described
        })
        .collect()
}
