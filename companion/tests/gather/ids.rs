//! The ids of groups in a list of several sources.

use super::*;
use my_groups::{config::ListSettings, list::Selection};

/// Two sites that both have a group 7, and one that has a group 8.
async fn sites() -> (Upstream, String) {
    let upstream = Upstream::open(|request| {
        if request.contains("/lemmy/") {
            let community = |id: u64| format!(r#"{{"community": {{"id": {id}, "name": "c", "title": "c{id}", "ap_id": "https://l.example/c/{id}", "visibility": "public"}}}}"#);
            http(200, "", &format!(r#"{{"follows": [{}, {}]}}"#, community(7), community(8)))
        } else {
            http(200, "", r#"[{"id": 7, "name": "b7", "link": "https://b.example/7", "status": "public"}]"#)
        }
    })
    .await;
    let url = upstream.url();
    let sources = format!(
        "{{ type = \"buddypress\", url = \"{url}\", user_id = 1 }}, {{ type = \"lemmy\", url = \"{url}/lemmy\", token = \"t0ken1\" }}"
    );
    (upstream, sources)
}

async fn names(settings: ListSettings) -> Vec<String> {
    let selection = settings.selection.clone();
    let mut gatherer = Gatherer::new(settings, None).await;
    let list = gatherer.refresh(&client(), 1, false).await.list;
    let published = selection.of(&list.entries).into_iter();
    published.map(|entry| entry.group.name.clone()).collect()
}

#[tokio::test]
async fn ids_have_the_prefix_of_their_source_if_there_are_several() {
    let (_upstream, sources) = sites().await;
    let list = gatherer(&sources, None)
        .await
        .refresh(&client(), 1, false)
        .await
        .list;
    let ids: Vec<_> = list
        .entries
        .iter()
        .map(|entry| entry.group.id.as_str())
        .collect();
    assert_eq!(ids, ["buddypress:7", "lemmy:7", "lemmy:8"]);
}

#[tokio::test]
async fn one_source_has_no_prefix() {
    let (upstream, _) = sites().await;
    let source = format!(
        "{{ type = \"buddypress\", url = \"{}\", user_id = 1 }}",
        upstream.url()
    );
    let list = gatherer(&source, None)
        .await
        .refresh(&client(), 1, false)
        .await
        .list;
    assert_eq!(list.entries[0].group.id, "7");
}

#[tokio::test]
async fn include_and_exclude_name_one_group() {
    let (_upstream, sources) = sites().await;
    let selected = |include: &[&str], exclude: &[&str]| {
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let settings = listed(&sources).lists[0].clone();
        let selection = Selection {
            include: ids(include),
            exclude: ids(exclude),
            ..Selection::default()
        };
        names(ListSettings {
            selection,
            ..settings
        })
    };
    assert_eq!(selected(&[], &["buddypress:7"]).await, ["c7", "c8"]);
    assert_eq!(selected(&["lemmy:7"], &[]).await, ["c7"]);
    // An id without a prefix is enough if one group has it, and names nothing if several have it.
    assert_eq!(selected(&[], &["8"]).await, ["b7", "c7"]);
    assert_eq!(selected(&[], &["7"]).await, ["b7", "c7", "c8"]);
    assert!(selected(&["7"], &[]).await.is_empty());
}

#[tokio::test]
async fn a_template_has_the_id_that_the_source_knows() {
    let (_upstream, sources) = sites().await;
    let sources = format!(
        "{sources}, {{ type = \"command\", command = [\"echo\", '{{\"rsp\": {{\"stat\": \"ok\", \"group\": [{{\"id\": \"x\", \"name\": \"Other\", \"is_private\": 0}}]}}}}'] }}"
    );
    let settings = ListSettings {
        group_url: Some("https://events.example/{id}/".into()),
        ..listed(&sources).lists[0].clone()
    };
    let mut gatherer = Gatherer::new(settings, None).await;
    let list = gatherer.refresh(&client(), 1, false).await.list;
    let urls: Vec<_> = list
        .entries
        .iter()
        .map(|entry| entry.group.url.as_deref().unwrap())
        .collect();
    assert_eq!(
        urls,
        [
            "https://b.example/7",
            "https://l.example/c/7",
            "https://l.example/c/8",
            "https://events.example/x/"
        ]
    );
}

#[tokio::test]
async fn a_document_changes_only_if_the_list_does() {
    let (_upstream, sources) = sites().await;
    let state = tempfile::tempdir().unwrap();
    let mut first = gatherer(&sources, Some(&state)).await;
    let list = first.refresh(&client(), 1, false).await.list;
    // The stored list is published in the same way as a loaded one.
    let remembered = gatherer(&sources, Some(&state)).await.remembered().unwrap();
    assert_eq!(remembered.entries, list.entries);
}
