use super::*;
use my_groups_core::options::{
    API_KEY, ENDPOINT, GROUP_URL, HEADING, HEADING_LEVEL, LIMIT, SHOW, SORT, TIMEOUT, TOKEN,
};

const BASE: &str = "https://preview.example/";

fn with(values: &[(&Attribute, &str)]) -> Settings {
    let mut settings = Settings::default();
    for (attribute, value) in values {
        settings.set(attribute, Some((*value).to_owned()));
    }
    settings
}

#[test]
fn every_attribute_stands_in_one_section() {
    let sections = [Section::Source, Section::Common, Section::More];
    let mut names: Vec<_> = sections
        .into_iter()
        .flat_map(Section::attributes)
        .map(|attribute| attribute.name)
        .collect();
    names.sort_unstable();
    let mut all: Vec<_> = TABLE.iter().map(|attribute| attribute.name).collect();
    all.sort_unstable();
    assert_eq!(names, all);
}

#[test]
fn attributes_at_their_default_are_left_out() {
    for attribute in TABLE {
        let settings = with(&[(attribute, attribute.default)]);
        let expected = (attribute.name == HEADING.name).then_some((HEADING.name, String::new()));
        assert_eq!(
            settings.other_attributes(),
            Vec::from_iter(expected),
            "{}",
            attribute.name
        );
    }
    assert!(
        with(&[(&TIMEOUT, " 010 ")]).other_attributes().is_empty(),
        "10 is the default however it is written"
    );
}

#[test]
fn what_is_not_allowed_is_left_out_and_complained_about() {
    for (attribute, value) in [
        (&LIMIT, "0"),
        (&TIMEOUT, "121"),
        (&HEADING_LEVEL, "7"),
        (&GROUP_URL, "javascript:alert({id})"),
        (&SORT, "sideways"),
    ] {
        let settings = with(&[(attribute, value)]);
        assert!(settings.other_attributes().is_empty(), "{value}");
        let complaint = settings.complaint(attribute).unwrap();
        assert!(complaint.contains(attribute.name), "{complaint}");
    }
    assert_eq!(with(&[(&LIMIT, "5")]).complaint(&LIMIT), None);
    assert_eq!(
        with(&[(&LOADING, "soon")]).other_attributes(),
        Attributes::new()
    );
}

#[test]
fn words_are_written_as_the_table_has_them() {
    let settings = with(&[(&SHOW, "founded DESCRIPTION topics"), (&SORT, " Members ")]);
    assert_eq!(
        settings.other_attributes(),
        [
            ("sort", "members".into()),
            ("show", "description topics founded".into())
        ]
    );
}

#[test]
fn the_source_is_the_one_chosen_and_no_other() {
    let mut settings = with(&[
        (&SRC, "/mine.json"),
        (&ENDPOINT, "https://api.example/"),
        (&API_KEY, "k"),
        (&TOKEN, " t "),
    ]);
    assert_eq!(
        settings.attributes(BASE, &[]),
        [(
            "src",
            "https://preview.example/sample/get-my-groups.json".to_owned()
        )]
    );
    settings.source = Source::Document;
    assert_eq!(
        settings.attributes(BASE, &[]),
        [("src", "/mine.json".to_owned())]
    );
    settings.source = Source::Api;
    assert_eq!(
        settings.attributes(BASE, &[]),
        [
            ("endpoint", "https://api.example/".to_owned()),
            ("api-key", "k".to_owned()),
            ("token", "t".to_owned())
        ]
    );
    assert_eq!(settings.missing(&[]), None);
    settings.set(&TOKEN, None);
    assert!(settings.missing(&[]).unwrap().contains("token"));
}

#[test]
fn debug_follows_the_viewer_unless_the_author_sets_it() {
    let mut settings = Settings::default();
    let debug =
        |settings: &Settings, is_owner| settings.live_attributes(Vec::new(), is_owner).pop();
    assert_eq!(debug(&settings, false), Some(("debug", "off".to_owned())));
    assert_eq!(debug(&settings, true), Some(("debug", "on".to_owned())));
    settings.set(&DEBUG, Some("off".into()));
    assert_eq!(debug(&settings, true), Some(("debug", "off".to_owned())));
}

fn choir() -> Vec<Group> {
    let cells = crate::own_list::Cells {
        name: "Choir".into(),
        ..crate::own_list::Cells::default()
    };
    crate::own_list::group(1, &cells).into_iter().collect()
}

#[test]
fn an_own_list_is_where_the_visitor_wants_it() {
    let mut settings = Settings::default();
    let src = |settings: &Settings| settings.attributes(BASE, &choir());
    assert!(src(&settings)[0].1.starts_with("data:application/json,"));
    assert_eq!(settings.missing(&choir()), None);

    settings.place = Place::Site;
    assert_eq!(src(&settings), [("src", FILE_URL.to_owned())]);
    settings.file_url = " /lists/mine.json ".into();
    assert_eq!(src(&settings), [("src", "/lists/mine.json".to_owned())]);
    settings.file_url = "javascript:alert(1)".into();
    assert!(settings.missing(&choir()).is_some());

    settings.place = Place::Hosted;
    assert_eq!(src(&settings), [("src", GIST_URL.to_owned())]);
    assert!(settings.missing(&choir()).is_some());
    settings.hosted_url = "https://files.example/my-groups.json".into();
    assert_eq!(
        src(&settings),
        [("src", "https://files.example/my-groups.json".to_owned())]
    );
    assert_eq!(settings.missing(&choir()), None);
}

#[test]
fn an_own_list_without_groups_is_the_sample() {
    for source in [Source::Service, Source::Typed, Source::Sample] {
        let settings = Settings {
            source,
            place: Place::Hosted,
            ..Settings::default()
        };
        let own = settings.attributes(BASE, &[]);
        assert_eq!(own, [("src", format!("{BASE}{SAMPLE}"))]);
        assert_eq!(settings.missing(&[]), None);
    }
}
