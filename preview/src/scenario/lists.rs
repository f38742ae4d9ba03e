//! The groups of the simulated lists.

use serde_json::{Value, json};

/// Returns `count` groups with different names and sizes.
pub(super) fn numbered(count: u32) -> Vec<Value> {
    const TOWNS: [&str; 8] = [
        "Austin", "Lisbon", "Kyoto", "Berlin", "Nairobi", "Bogotá", "Oslo", "Perth",
    ];
    const INTERESTS: [&str; 7] = [
        "Jazz Nights",
        "Trail Runners",
        "Rust Meetup",
        "Film Club",
        "Board Games",
        "Choir",
        "Street Food",
    ];
    let name = |number: u32| {
        let town = TOWNS.iter().cycle().nth(number as usize);
        let interest = INTERESTS.iter().cycle().nth(number as usize);
        let pair = town.zip(interest);
        let series = match number / 56 {
            0 => String::new(),
            series => format!(" {}", series + 1),
        };
        pair.map_or_else(String::new, |(town, interest)| {
            format!("{town} {interest}{series}")
        })
    };
    (0..count)
        .map(|number| {
            json!({
                "id": 1000 + number,
                "name": name(number),
                "description": "We meet every other week, and newcomers are welcome.",
                "is_private": 0,
                "member_count": 1 + number * 7919 % 3001,
                "topic_count": number % 13,
                "timestamp": format!("20{:02}-{:02}-15 19:00:00", 5 + number % 15, 1 + number % 12),
            })
        })
        .collect()
}

/// Returns five groups, three of them private.
pub(super) fn private() -> Vec<Value> {
    let mut groups = numbered(5);
    for (group, name) in
        groups
            .iter_mut()
            .step_by(2)
            .zip(["Family", "Support Group", "Surprise Party for Em"])
    {
        if let Some(group) = group.as_object_mut() {
            group.insert("name".into(), name.into());
            group.insert("is_private".into(), 1.into());
        }
    }
    groups
}

/// Returns groups whose names look like markup or are hard to lay out.
pub(super) fn hostile() -> Vec<Value> {
    let names = [
        json!("<script>alert(1)</script>"),
        json!("&lt;script&gt;alert(1)&lt;/script&gt;"),
        json!("\"><img src=x onerror=alert(1)>"),
        json!("Rock &amp;amp; Roll &lt;b&gt;"),
        json!("\u{202e}gnp.exe\u{202c} right to left"),
        json!("محبو القهوة في برلين (Berlin)"),
        json!(
            "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenliebhaberinnenundliebhaber"
        ),
        json!(
            "Z\u{0351}\u{036b}\u{0343}a\u{0348}\u{030a}l\u{0353}\u{0305}g\u{0354}\u{0352}o\u{0345}"
        ),
        json!("👩‍👩‍👧‍👦🏳️‍🌈 Families"),
        json!("two\r\nlines\tand a tab"),
        json!(1984),
        json!("javascript:alert(1)"),
        json!(""),
    ];
    names
        .into_iter()
        .zip(1u64..)
        .map(|(name, id)| {
            json!({
                "id": id,
                "name": name,
                "description": "<a href=\"javascript:alert(1)\">Click</a> <b>me</b>",
                "is_private": 0,
                "member_count": if id % 2 == 0 { json!("12345678") } else { json!(id) },
                "topic_count": id,
                "timestamp": "0000-00-00 00:00:00",
            })
        })
        .collect()
}
