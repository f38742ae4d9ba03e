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

/// Draws groups, each with its number of members.
fn image(
    tag: &str,
    heading: Option<&str>,
    image_rows: usize,
    groups: &[(&str, Option<u64>)],
) -> String {
    let groups = groups.iter().enumerate().map(|(id, (name, count))| {
        let mut group = json!({"id": id, "name": name});
        if let Some(count) = count {
            group["member_count"] = (*count).into();
        }
        group
    });
    let entries = entries(&groups.collect());
    let language = Language::new(tag);
    Kind::Svg.render(&View {
        entries: &all(&entries),
        as_of: None,
        language: &language,
        heading,
        image_rows,
    })
}

/// The texts that an image shows, in the order in which they are drawn.
fn texts(svg: &str) -> Vec<&str> {
    let starts = svg.split('\u{2068}').skip(1);
    starts
        .map(|text| text.split_once('\u{2069}').unwrap().0)
        .collect()
}

/// The boxes of an image and of its texts: x, y, width and height.
fn boxes(svg: &str) -> Vec<[u32; 4]> {
    let mut boxes = Vec::new();
    well_formed(svg, |name, attributes| {
        if name == "svg" {
            let number = |key: &str| {
                let attribute = attributes.iter().find(|(name, _)| name == key);
                attribute.map_or(0, |(_, value)| value.parse().unwrap())
            };
            boxes.push(["x", "y", "width", "height"].map(number));
        }
    });
    boxes
}

#[test]
fn an_image_has_a_row_for_each_group_up_to_its_limit() {
    let groups = [("A", Some(131)), ("B", None), ("C", Some(1))];
    for (image_rows, expected, lines) in [
        (1, &["131 members", "A", "Show all 3"][..], 0),
        (2, &["131 members", "A", "B", "Show all 3"], 1),
        (3, &["131 members", "A", "B", "1 member", "C"], 2),
        (4, &["131 members", "A", "B", "1 member", "C"], 2),
    ] {
        let svg = image("en", None, image_rows, &groups);
        assert_eq!(texts(&svg), [&["My Groups"], expected].concat());
        assert_eq!(svg.matches("<path class=\"line\"").count(), lines);
    }
}

#[test]
fn a_name_and_its_count_share_a_row_of_an_image() {
    let long = "x".repeat(40);
    let groups = [(long.as_str(), Some(131)), ("B", None)];
    let svg = image("en", None, 20, &groups);
    let expected = [
        [0, 0, 420, 112],
        [16, 8, 388, 36],
        [312, 44, 92, 30],
        [16, 44, 284, 30],
        [16, 74, 388, 30],
    ];
    assert_eq!(boxes(&svg), expected);
    let clipped = format!("{}…", "x".repeat(29));
    assert_eq!(texts(&svg), ["My Groups", "131 members", &clipped, "B"]);
    assert!(svg.contains("d=\"M16 74.5h388\""), "{svg}");
    // The baseline of the heading is lower, because its row is higher.
    assert!(svg.contains("y=\"23\" font-size=\"17\""), "{svg}");
    assert!(svg.contains("y=\"20\" font-size=\"14\""), "{svg}");
    // From right to left, the count is at the left side.
    let [_, _, count, name, other] = boxes(&image("he", None, 20, &groups))[..] else {
        panic!("five boxes");
    };
    assert_eq!((count[0], name[0] + name[2]), (16, 404));
    assert_eq!(count[2] + 12 + name[2], 388);
    assert_eq!(other, [16, 74, 388, 30]);
}

#[test]
fn only_the_image_for_light_pages_becomes_dark_in_a_dark_system() {
    let [.., light, dark] = documents(&sample(), "en", None);
    let rule = "<style>@media (prefers-color-scheme:dark){.text{fill:#f0f6fc}";
    assert!(
        light.contains(rule) && light.contains("fill=\"#1f2328\""),
        "{light}"
    );
    assert!(
        !dark.contains("<style>") && dark.contains("fill=\"#f0f6fc\""),
        "{dark}"
    );
}

#[test]
fn a_text_that_is_too_wide_for_an_image_is_clipped() {
    let heading = "x".repeat(60);
    let svg = image("en", Some(&heading), 20, &[("A", Some(1 << 53))]);
    let [shown_heading, count, name] = texts(&svg)[..] else {
        panic!("three texts");
    };
    // The width of the image is 388, the size of the heading is 17, and an `x` may be 0.66 wide.
    assert_eq!(shown_heading, format!("{}…", "x".repeat(33)));
    assert!(
        count.starts_with("9,007,199,254,") && count.ends_with('…'),
        "{count}"
    );
    assert_eq!(name, "A");
    let [.., count, name] = boxes(&svg)[..] else {
        panic!("two boxes");
    };
    assert!(count[2] <= 194 && count[2] > 180, "{count:?}");
    assert_eq!(count[2] + 12 + name[2], 388);
}
