//! The command `serve`.

use crate::{
    cli::{self, Cli, Serve},
    output,
};
use my_groups::{
    config::{Config, Input, Key, Token},
    list::List,
    native::{
        client::Client,
        now,
        server::{self, App},
        store::is_inside,
    },
    secret::Credential,
    source::SourceGroups,
};
use std::{collections::BTreeMap, io, path::Path, sync::Arc};
use tokio::{
    net::TcpListener,
    signal::unix::{self, SignalKind},
    sync::Semaphore,
    task::JoinSet,
};

/// The documented sample.
const SAMPLE: &[u8] = include_bytes!("../../tests/fixtures/get-my-groups.json");
const DEMO: &str = "demo";
/// The configuration of the list `demo`. Its source is never loaded: the server publishes the sample.
const DEMO_LIST: &str = "[lists.demo]\nsources = [{ type = \"document\", path = \"sample\" }]";
/// The number of lists that are refreshed at the same time.
const MAX_REFRESHES: usize = 4;

/// Serves until a signal ends it.
pub(crate) async fn serve(cli: &Cli, arguments: &Serve) -> Result<u8, String> {
    let mut config = cli.config()?;
    if arguments.demo {
        demo(&mut config);
    } else if config.lists.is_empty() {
        return Err(cli::NO_LIST.to_owned());
    }
    if let Some(folder) = &config.server.embed_dir {
        let folder = folder.display().to_string();
        if is_inside(&config.state, &folder) {
            return Err(format!(
                "the folder of the last good lists, {}, is inside the served folder {folder}: it contains private groups. \
                 Set `state` to a folder outside of it.",
                config.state
            ));
        }
    }
    let listener = match TcpListener::bind(config.server.listen).await {
        Ok(listener) => listener,
        Err(error) => {
            output::message(&format!(
                "my-groups: {} cannot be listened on: {error}. Set server.listen to a free address.",
                config.server.listen
            ));
            return Ok(2);
        }
    };
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    if arguments.demo && config.server.public_url.is_none() {
        config.server.public_url = format!("http://{address}/").parse().ok();
    }
    let app = Arc::new(App::new(&config).map_err(|error| format!("server.embed_dir: {error}"))?);
    // Dropping this aborts the refresh tasks.
    let mut refreshes = JoinSet::new();
    if arguments.demo {
        publish_sample(&app);
        cli.output.print(
            &demo_text(&address.to_string()),
            &serde_json::json!({"address": address.to_string()}),
        );
    } else {
        let state = cli::state(&config)?;
        let client = Client::new(cli.output.progress());
        let permits = Arc::new(Semaphore::new(MAX_REFRESHES));
        for list in app.lists.values() {
            refreshes.spawn(server::keep_fresh(
                Arc::clone(list),
                state.clone(),
                client.clone(),
                Arc::clone(&app.server),
                Arc::clone(&permits),
            ));
        }
    }
    let signal = signal()?;
    tracing::info!(%address, lists = app.lists.len(), "listening");
    let ended = async {
        signal.await;
    };
    server::listen(listener, server::router(Arc::clone(&app)), app, ended).await;
    tracing::info!("ended");
    Ok(0)
}

/// Returns a future that waits for a signal to end, and returns the usual exit code of that signal.
pub(crate) fn signal() -> Result<impl Future<Output = u8>, String> {
    let mut terminate = unix::signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let mut interrupt = unix::signal(SignalKind::interrupt()).map_err(|error| error.to_string())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => 128 + 15,
            _ = interrupt.recv() => 128 + 2,
        }
    })
}

/// Replaces lists and keys by the list, the key and the token `demo`.
fn demo(config: &mut Config) {
    let lists = Config::read(Input {
        file: Some(DEMO_LIST.as_bytes()),
        folder: Path::new(""),
        flags: BTreeMap::new(),
        variables: BTreeMap::new(),
        read_file: &|_| Err(io::ErrorKind::NotFound.into()),
    })
    .map(|demo| demo.lists);
    config.lists = lists.unwrap_or_default();
    let token = Token {
        token: Credential::new(DEMO),
        list: DEMO.to_owned(),
        private: true,
    };
    config.keys = vec![Key {
        api_key: Credential::new(DEMO),
        tokens: vec![token],
    }];
}

fn publish_sample(app: &App) {
    let groups = SourceGroups::from_response(SAMPLE, None).unwrap_or_default();
    let list = List {
        entries: groups.entries,
        as_of: None,
    };
    for published in app.lists.values() {
        published.publish(list.clone(), now(), &app.server);
    }
}

fn demo_text(address: &str) -> String {
    format!(
        "The documented sample, on http://{address}:\n\n  \
         http://{address}/demo.json  .xml  .html  .svg  -dark.svg\n  \
         http://{address}/demo/embed\n  \
         http://{address}/services/rest/?method=group.getMyGroups&api_key=demo&token=demo&format=json\n\n\
         On a page, without a token:\n\n  \
         <my-groups-badge src=\"http://{address}/demo.json\"></my-groups-badge>\n\n\
         Press Ctrl-C to end it.",
    )
}
