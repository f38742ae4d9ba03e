//! Images.

use super::*;

#[test]
fn images_are_well_formed_and_refer_to_nothing_outside() {
    let names: Vec<_> = naughty_strings::BLNS
        .iter()
        .enumerate()
        .map(|(id, name)| json!({"id": id, "name": name, "member_count": id}))
        .collect();
    let entries = entries(&Value::from(names));
    assert!(entries.len() > 400);
    for tag in ["en", "ar", "he", "ja"] {
        let language = Language::new(tag);
        for entry in &entries {
            let view = View {
                entries: &[entry],
                as_of: None,
                language: &language,
                heading: Some(&entry.group.name),
                image_rows: 20,
            };
            for kind in [Kind::Svg, Kind::DarkSvg] {
                let mut boxes = Vec::new();
                let svg = kind.render(&view);
                well_formed(&svg, |name, attributes| {
                    assert!(
                        ["svg", "title", "desc", "style", "rect", "path", "text"].contains(&name),
                        "{name}"
                    );
                    for (key, value) in &attributes {
                        assert!(!key.starts_with("on") && !key.contains("href"), "{key}");
                        assert!(key == "xmlns" || !value.contains("://"), "{key}={value}");
                    }
                    if name == "svg" {
                        let number = |key: &str| {
                            attributes
                                .iter()
                                .find(|(name, _)| name == key)
                                .map_or(0, |(_, value)| value.parse().unwrap())
                        };
                        boxes.push(["x", "y", "width", "height"].map(number));
                    }
                });
                let [outer, inner @ ..] = boxes.as_slice() else {
                    panic!()
                };
                for [x, y, width, height] in inner.iter().copied() {
                    assert!(
                        x >= 16
                            && y >= 8
                            && x + width <= outer[2] - 16
                            && y + height <= outer[3] - 8,
                        "{svg}"
                    );
                }
            }
        }
        let every = all(&entries);
        let view = View {
            entries: &every,
            as_of: Some(1),
            language: &language,
            heading: None,
            image_rows: 600,
        };
        well_formed(&Kind::Svg.render(&view), |_, _| {});
        well_formed(&Kind::Xml.render(&view), |_, _| {});
        let snippet = render::snippet(&view, "/me");
        assert_eq!(snippet.matches(['<', '>']).count(), 12, "{snippet}");
    }
}
