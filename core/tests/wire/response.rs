//! Responses: success, the failures of the API, and bodies that are not a response.

use super::*;

#[test]
fn keys_may_be_in_any_order() {
    for body in [
        r#"{"rsp":{"stat":"ok","group":[{"id":1,"name":"x"}]}}"#,
        r#"{"rsp":{"group":[{"name":"x","id":1}],"version":1.0,"stat":"ok"}}"#,
    ] {
        assert_eq!(read(body).unwrap().groups[0].name, "x");
    }
}

#[test]
fn every_form_of_an_api_failure_is_read() {
    for body in [
        r#"{"rsp":{"stat":"fail","error":{"msg":"Token &amp; key"}}}"#,
        r#"{"rsp":{"error":[{"msg":"Token &amp; key"}],"stat":"fail"}}"#,
        r#"{"rsp":{"stat":"fail","error":"Token &amp; key"}}"#,
    ] {
        assert_eq!(
            read(body),
            Err(Failure::Api {
                message: "Token & key".into()
            }),
            "{body}"
        );
    }
    let silent = Err(Failure::Api {
        message: String::new(),
    });
    assert_eq!(read(r#"{"rsp":{"stat":"fail"}}"#), silent);
    assert_eq!(read(r#"{"rsp":{"stat":"fail","error":[]}}"#), silent);
    assert_eq!(
        read(r#"{"rsp":{"stat":"fail","error":{"msg":null}}}"#),
        silent
    );
}

#[test]
fn truncated_and_html_and_empty_bodies_are_distinguished() {
    for end in (1..SAMPLE.trim_end().len())
        .filter(|end| SAMPLE.is_char_boundary(*end))
        .step_by(7)
    {
        assert_eq!(format(&SAMPLE[..end]), Format::Truncated, "cut at {end}");
    }
    assert_eq!(
        format("<!DOCTYPE html><title>Overloaded</title>"),
        Format::Html
    );
    assert_eq!(format(" <html><body>"), Format::Html);
    assert_eq!(format(" \n"), Format::Empty);
    assert_eq!(format("Service unavailable"), Format::Unknown);
}

#[test]
fn bodies_that_are_not_responses_have_their_own_formats() {
    assert_eq!(format("{}"), Format::NoRsp);
    assert_eq!(format("[]"), Format::NoRsp);
    assert_eq!(format(r#"{"rsp":7}"#), Format::NoRsp);
    assert_eq!(format(r#"{"rsp":{}}"#), Format::NoStat);
    assert_eq!(format(r#"{"rsp":{"stat":"odd"}}"#), Format::NoStat);
    assert_eq!(
        format(r#"{"rsp":{"stat":"ok","group":"groups"}}"#),
        Format::NoList
    );
    assert_eq!(
        format("{\n  \"rsp\": oops"),
        Format::Json {
            line: 2,
            column: 10
        }
    );
    assert_eq!(
        format(r#"{"rsp":{"stat":"ok"}} trailing"#),
        Format::Json {
            line: 1,
            column: 23
        }
    );
}

#[test]
fn xml_is_detected_by_the_body_and_not_by_the_header() {
    let body = include_bytes!("../../../tests/fixtures/get-my-groups.xml");
    let listing = wire::read(body, Some("application/json"), &Native).unwrap();
    assert_eq!(listing.groups[0].name, "blasthaus fans");
}

#[test]
fn a_body_cut_off_at_any_position_is_truncated() {
    let body = r#"{"rsp":{"version":-1.5e+10,"a":[true,false,null,-0,1E-2,{}],"text":"\u00e9\ud83d\ude00\\ é","stat":"ok","group":[]}}"#;
    for end in (1..body.len()).filter(|end| body.is_char_boundary(*end)) {
        assert_eq!(format(&body[..end]), Format::Truncated, "{}", &body[..end]);
    }
}

#[test]
fn invalid_json_is_reported_with_line_and_column() {
    for (body, line, column) in [
        ("{\n\n]", 3, 1),
        (r#"{"rsp":{"stat":"ok",}}"#, 1, 21),
        (r#"{"rsp":{"group":[{"id":01}]}}"#, 1, 25),
        (r"{rsp:{}}", 1, 2),
        ("{\"rsp\":\"a\nb\"}", 2, 1),
        (r#"{"rsp":"\x"}"#, 1, 10),
        (r#"{"rsp":{}} 0"#, 1, 12),
        (r#"{"rsp":-}"#, 1, 9),
    ] {
        assert_eq!(format(body), Format::Json { line, column }, "{body}");
    }
}
