//! A page whose Trusted Types policy forbids the browser's parser. This is a separate test crate,
//! because the badge remembers for the lifetime of the page whether it may use the parser.
#![allow(missing_docs, clippy::unwrap_used)]

use my_groups_badge::{
    Browser,
    failure::{Failure, Format},
    wire,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn run(script: &str) -> JsValue {
    let function = js_sys::Function::new_no_args(script);
    function.call0(&JsValue::NULL).unwrap()
}

#[test]
fn if_the_parser_is_forbidden_entities_stay_and_it_is_called_once() {
    run("this.violations = 0;
        DOMParser.prototype.parseFromString = function () { violations++; throw new TypeError('TrustedHTML is required') }");
    let json = r#"{"rsp":{"stat":"ok","group":{"id":1,"name":"&Alpha;&beta; &eacute;&amp;","description":"&gamma; &#945;"}}}"#;
    for _ in 0..2 {
        let groups = wire::read(json.as_bytes(), None, &Browser).unwrap().groups;
        let [group] = groups.as_slice() else {
            unreachable!("{groups:?}")
        };
        assert_eq!(
            (group.name.as_str(), group.description.as_str()),
            ("&Alpha;&beta; é&", "&gamma; α")
        );
    }
    // The browser reports each attempt as a violation, to the console and to the site's owner.
    assert_eq!(run("return violations"), 1);
    assert_eq!(
        wire::read(b"<rsp stat='ok'/>", None, &Browser),
        Err(Failure::Format(Format::XmlForbidden))
    );
}
