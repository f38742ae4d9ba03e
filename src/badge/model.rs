//! The badge over time: which request is under way, what came of it, and who is told.

use super::{
    load::{Exchange, exchange},
    scene::Scene,
    state::State,
};
use crate::{
    failure::Failure,
    language::{Language, owner},
    options::Options,
    page, store,
    transport::{self, Sent},
};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::{prelude::*, task};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::JsFuture;

/// What happens to a badge, named after the events of `<img>`.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A request starts.
    LoadStart,
    /// A list is there, and rendered.
    Load {
        /// How many groups are shown.
        count: usize,
    },
    /// There is none.
    Error(Failure),
    /// The request has ended either way.
    LoadEnd,
}

/// Who is around a badge.
pub(crate) trait Host {
    /// Something has happened.
    fn tell(&self, scene: &RefCell<Scene>, event: Event);
    /// The view shows the scene as it is now.
    fn rendered(&self, _scene: &RefCell<Scene>) {}
    /// The view was left in the middle of something: nothing of this badge may run again.
    fn broken(&self) {}
    /// A request for this address that was sent before the badge was there to send it.
    fn sent(&self, _address: &str) -> Option<Sent> {
        None
    }
}

/// A badge's scene, and what changes it.
///
/// One signal tells of every change, and one effect shows it: a signal and a memo for each fact would be the larger
/// part of what a visitor downloads.
pub(crate) struct Model {
    scene: RefCell<Scene>,
    changed: ArcTrigger,
    host: Box<dyn Host>,
    /// The load that is to begin with the next rendering.
    wanted: Cell<Option<Load>>,
    /// The number of the load under way; what an earlier one still has to say nobody hears.
    run: Cell<u32>,
    under_way: RefCell<Option<Rc<Exchange>>>,
    refresh: RefCell<Option<Timeout>>,
    returns: RefCell<Vec<EventListener>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Load {
    /// Of an address that was not asked before.
    First,
    /// Of the same once more.
    Again,
}

impl Model {
    /// A model that begins to load with its first rendering.
    pub(crate) fn new(options: Options, language: Language, host: impl Host + 'static) -> Rc<Self> {
        let model = Rc::new(Self {
            scene: RefCell::new(Scene::new(options, language)),
            changed: ArcTrigger::new(),
            host: Box::new(host),
            wanted: Cell::new(Some(Load::First)),
            run: Cell::new(0),
            under_way: RefCell::new(None),
            refresh: RefCell::new(None),
            returns: RefCell::new(Vec::new()),
        });
        let returned = Rc::downgrade(&model);
        model.returns.replace(page::on_return(move || {
            if let Some(model) = returned.upgrade() {
                model.reload_if_at_odds();
            }
        }));
        model
    }

    /// All that the badge is shown from.
    pub(crate) fn scene(&self) -> &RefCell<Scene> {
        &self.scene
    }

    /// Has the effect that reads this run again after every change.
    pub(super) fn track(&self) {
        self.changed.track();
    }

    /// Changes the scene.
    pub(super) fn change(&self, change: impl FnOnce(&mut Scene)) {
        change(&mut self.scene.borrow_mut());
        self.changed.notify();
    }

    /// Shows the scene anew, since something around the badge has changed.
    pub(crate) fn show(&self) {
        self.changed.notify();
    }

    /// Takes over what the author asks for now.
    pub(crate) fn set_options(self: &Rc<Self>, options: Options) {
        let (is_other_source, is_other_refresh) = {
            let scene = self.scene.borrow();
            let now = scene.options();
            if *now == options {
                return;
            }
            (now.source != options.source, now.refresh != options.refresh)
        };
        if is_other_source {
            self.wanted.set(Some(Load::First));
        }
        self.change(|scene| scene.set_options(options));
        if is_other_refresh {
            self.refresh();
        }
    }

    /// Takes over another language.
    pub(crate) fn set_language(&self, tag: &str) {
        if self.scene.borrow().language().tag() != tag {
            self.change(|scene| scene.set_language(Language::new(tag)));
        }
    }

    /// Loads again, whatever is under way.
    pub(crate) fn reload(&self) {
        if self.wanted.get().is_none() {
            self.wanted.set(Some(Load::Again));
        }
        self.changed.notify();
    }

    /// Loads again what failed or was cut off.
    fn reload_if_at_odds(&self) {
        let is_settled = matches!(
            self.scene.borrow().state(),
            State::Ready {
                reloading: false,
                ..
            }
        );
        if !is_settled {
            self.reload();
        }
    }

    /// Ends what is under way; the badge has left its page.
    pub(super) fn stop(&self) {
        self.run.set(self.run.get() + 1);
        self.under_way.take();
        self.refresh.take();
        self.returns.take();
    }

    /// Begins the load that is wanted, if one is: part of a rendering, so that changes made together make one request.
    pub(super) fn begin(self: &Rc<Self>) {
        let Some(load) = self.wanted.take() else {
            return;
        };
        let run = self.run.get() + 1;
        self.run.set(run);
        self.refresh.take();
        let (request, timeout, cache) = {
            let mut scene = self.scene.borrow_mut();
            let options = scene.options();
            let (timeout, cache) = (options.timeout, options.cache);
            let request = transport::request(&options.source);
            if load == Load::Again {
                scene.reload();
            } else {
                let kept = request.as_ref().ok().zip(cache);
                let kept = kept.and_then(|(request, seconds)| store::load(request, seconds));
                scene.set_state(State::starting(kept));
            }
            (request, timeout, cache)
        };
        // The one before is aborted even where it asks for the same address.
        self.under_way.take();
        let model = Rc::clone(self);
        task::spawn_local(async move {
            if !model.is_current(run) {
                return;
            }
            model.host.tell(&model.scene, Event::LoadStart);
            if !model.is_current(run) {
                return;
            }
            let outcome = match &request {
                Ok(request) => {
                    let exchange = exchange(request, timeout, load == Load::Again, || {
                        model.host.sent(&request.address)
                    });
                    let ended = exchange.ended();
                    model.under_way.replace(Some(exchange));
                    // It never rejects.
                    let _ = JsFuture::from(ended).await;
                    if !model.is_current(run) {
                        return;
                    }
                    let exchange = model.under_way.take();
                    let Some(outcome) = exchange.and_then(|exchange| exchange.outcome()) else {
                        return;
                    };
                    outcome
                }
                Err(failure) => Err(failure.clone()),
            };
            if let (Ok(request), Ok(shown), Some(seconds)) = (&request, &outcome, cache) {
                store::save(request, &shown.groups, shown.at, seconds);
            }
            let failure = outcome.as_ref().err().cloned();
            model.explain_once(failure.as_ref());
            model.change(|scene| scene.set_state(scene.state().after(outcome)));
            // A listener finds the list in place.
            task::tick().await;
            if !model.is_current(run) {
                return;
            }
            let count = model.scene.borrow().count();
            model.host.tell(
                &model.scene,
                failure.map_or(Event::Load { count }, Event::Error),
            );
            model.host.tell(&model.scene, Event::LoadEnd);
            if model.is_current(run) {
                model.refresh();
            }
        });
    }

    fn is_current(&self, run: u32) -> bool {
        self.run.get() == run
    }

    /// Has the host told that the scene is in sight.
    pub(super) fn rendered(&self) {
        self.host.rendered(&self.scene);
    }

    /// Has the host told that the view cannot go on.
    pub(super) fn broken(&self) {
        self.stop();
        self.host.broken();
    }

    /// Tells the owner of a failure in the console, but not of the same one again and again.
    fn explain_once(&self, failure: Option<&Failure>) {
        let scene = self.scene.borrow();
        let is_known = scene.state().failure() == failure;
        if let Some(failure) = failure.filter(|_| !is_known && scene.is_owner_here()) {
            super::warn(&format!("{}: {}", failure.kind(), owner::explain(failure)));
        }
    }

    /// Loads again `refresh` seconds after the last load, but not before somebody looks at the page.
    fn refresh(self: &Rc<Self>) {
        self.refresh.take();
        let scene = self.scene.borrow();
        let Some(seconds) = scene.options().refresh.filter(|_| !scene.state().is_busy()) else {
            return;
        };
        let model = Rc::downgrade(self);
        let run = self.run.get();
        let pause = seconds.saturating_mul(1000).min(i32::MAX.unsigned_abs());
        self.refresh.replace(Some(Timeout::new(pause, move || {
            task::spawn_local(async move {
                page::visible().await;
                if let Some(model) = model.upgrade().filter(|model| model.is_current(run)) {
                    model.reload();
                }
            });
        })));
    }
}
