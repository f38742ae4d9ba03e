//! The encoding of a body.

use super::*;

#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(read(format!("\u{feff}{SAMPLE}")).unwrap().groups.len(), 18);
}

/// Returns the name of the first group.
fn first_name(body: &[u8], content_type: Option<&str>) -> String {
    let listing = wire::read(body, content_type, &Native);
    listing.unwrap().groups.remove(0).name
}

fn json_of(name: &[u8]) -> Vec<u8> {
    [
        b"{\"rsp\":{\"stat\":\"ok\",\"group\":[{\"id\":1,\"name\":\"",
        name,
        b"\"}]}}",
    ]
    .concat()
}

fn xml_of(declaration: &str, name: &[u8]) -> Vec<u8> {
    let (start, end) = ("<rsp stat=\"ok\"><group id=\"1\" name=\"", "\"/></rsp>");
    [
        declaration.as_bytes(),
        start.as_bytes(),
        name,
        end.as_bytes(),
    ]
    .concat()
}

fn utf_16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(bytes)
        .collect()
}

#[test]
fn valid_utf_8_is_read_as_utf_8_despite_another_label() {
    for content_type in [
        None,
        Some("application/json; charset=iso-8859-1"),
        Some("text/html; charset=utf-16"),
    ] {
        assert_eq!(
            first_name(&json_of("café 東京".as_bytes()), content_type),
            "café 東京"
        );
    }
    for declaration in [
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
    ] {
        assert_eq!(
            first_name(&xml_of(declaration, "café".as_bytes()), None),
            "café"
        );
    }
}

#[test]
fn utf_16_is_detected_by_its_byte_order_mark() {
    let json = String::from_utf8(json_of("café 東京 🎉".as_bytes())).unwrap();
    let xml = String::from_utf8(xml_of(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "café".as_bytes(),
    ))
    .unwrap();
    for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
        let content_type = Some("text/plain; charset=iso-8859-1");
        assert_eq!(
            first_name(&utf_16(&json, bytes), content_type),
            "café 東京 🎉"
        );
        assert_eq!(first_name(&utf_16(&xml, bytes), content_type), "café");
    }
}

#[test]
fn the_xml_declaration_has_precedence_over_the_header() {
    for declaration in [
        "<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>",
        "<?xml version='1.0' encoding='iso-8859-2' standalone='yes'?>\n",
        "\n<?xml version=\"1.0\" encoding = \"latin2\" ?>",
    ] {
        let body = xml_of(declaration, b"\xa3\xf3d\xbc");
        assert_eq!(
            first_name(&body, Some("text/xml; charset=iso-8859-1")),
            "Łódź",
            "{declaration}"
        );
    }
}

#[test]
fn the_charset_of_the_header_is_used_without_a_declaration() {
    for content_type in [
        "application/json; charset=windows-1251",
        "text/html;charset=\"Windows-1251\"",
        "text/html; q=1; Charset = 'cp1251'; x",
    ] {
        assert_eq!(
            first_name(&json_of(b"\xca\xee\xf2"), Some(content_type)),
            "Кот",
            "{content_type}"
        );
    }
    let body = xml_of("<?xml version=\"1.0\"?>", b"\x93\x8c\x8b\x9e");
    assert_eq!(
        first_name(&body, Some("text/xml; charset=Shift_JIS")),
        "東京"
    );
}

#[test]
fn other_bodies_are_read_as_windows_1252() {
    for content_type in [
        None,
        Some("application/json"),
        Some("application/json; charset=klingon"),
        Some("text/html; charset="),
        Some("text/html; charset=iso-8859-1"),
        // The encoding is known to be neither of them.
        Some("application/json; charset=utf-8"),
        Some("application/json; charset=utf-16le"),
        // Encodings that browsers refuse to read.
        Some("text/html; charset=iso-2022-kr"),
    ] {
        assert_eq!(
            first_name(&json_of(b"caf\xe9 \x93x\x94 \x80"), content_type),
            "café “x” €",
            "{content_type:?}"
        );
    }
    for encoding in [
        "UTF-8",
        "UTF-16",
        "klingon",
        "",
        "ISO-8859-1",
        "windows-1252",
    ] {
        let declaration = format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>");
        assert_eq!(
            first_name(&xml_of(&declaration, b"caf\xe9 \x80"), None),
            "café €",
            "{encoding}"
        );
    }
    assert_eq!(
        read(xml_of("<?xml version=\"1.0\"", b"caf\xe9")),
        Err(Failure::Format(Format::Xml)),
        "the declaration is never closed"
    );
}

#[test]
fn damaged_utf_8_is_utf_8_if_it_is_labelled_as_utf_8() {
    let body = json_of(b"\xc3\xa9t\xc3\xa9 caf\xc3");
    let content_type = Some("application/json; charset=UTF-8");
    assert_eq!(first_name(&body, content_type), "été caf\u{fffd}");
    let marked = ["\u{feff}".as_bytes(), &json_of(b"caf\xc3")].concat();
    assert_eq!(first_name(&marked, None), "caf\u{fffd}");
}

#[test]
fn a_lone_surrogate_is_replaced_by_one_character() {
    for (written, expected) in [
        (r"half \ud83d", "half \u{fffd}"),
        (r"\udc00 half", "\u{fffd} half"),
        (r"a\ud83d\ud83d\ude00b", "a\u{fffd}😀b"),
        (r"a\ud83d\u0041", "a\u{fffd}A"),
        (r"a\ud83d\\ude00", r"a�\ude00"),
        (r"\\ud800 \ud83d\ude00", r"\ud800 😀"),
        (r"\\\ud800\n!", "\\\u{fffd} !"),
        (r"\uD83D\uDE00\uDBFF", "😀\u{fffd}"),
    ] {
        assert_eq!(
            first_name(&json_of(written.as_bytes()), None),
            expected,
            "{written}"
        );
    }
    let body = r#"{"x":"\ud800","rsp":{"stat":"ok","x":["\ud800"],"group":[
        {"x":"\ud83d","id":1,"name":"x"},"\ud800",{"\ud800":"an odd key","id":2,"name":"y"}]}}"#;
    let listing = read(body).unwrap();
    assert_eq!((listing.groups.len(), listing.left_out), (1, 2));
    assert_eq!(
        read(r#"{"rsp":{"stat":"fail","error":["half \ud83d"]}}"#),
        Err(Failure::Api {
            message: "half \u{fffd}".into()
        })
    );
}
