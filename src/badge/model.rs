//! The badge over time: which request is under way, what came of it, and who is told.

use super::{
    load::{Exchange, Outcome, exchange},
    scene::Scene,
    state::State,
};
use crate::{
    cache,
    failure::Failure,
    language::{Language, owner},
    options::Options,
    page::{self, Returns},
    pieces::joined,
    request::Request,
    transport::{self, Sent},
};
use gloo_timers::callback::Timeout;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

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
/// Every change is shown by the one view, as a microtask after it, so that changes made together are shown together. It
/// is no signal of Leptos: those and what runs their effects would be a seventh of the wasm that every visitor downloads.
pub(crate) struct Model {
    scene: RefCell<Scene>,
    view: RefCell<Option<Rc<dyn Fn()>>>,
    /// Whether a change has still to be shown.
    is_stale: Cell<bool>,
    host: Box<dyn Host>,
    /// The load that is to begin with the next rendering.
    wanted: Cell<Option<Load>>,
    /// The number of the load under way; what an earlier one still has to say nobody hears.
    run: Cell<u32>,
    under_way: RefCell<Option<Rc<Exchange>>>,
    refresh: RefCell<Option<Timeout>>,
    /// Whether all of the scene is in sight.
    is_complete: Cell<bool>,
    returns: RefCell<Option<Returns>>,
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
            view: RefCell::new(None),
            is_stale: Cell::new(false),
            host: Box::new(host),
            wanted: Cell::new(Some(Load::First)),
            run: Cell::new(0),
            under_way: RefCell::new(None),
            refresh: RefCell::new(None),
            is_complete: Cell::new(true),
            returns: RefCell::new(None),
        });
        let returned = Rc::downgrade(&model);
        model.returns.replace(Some(page::on_return(move || {
            if let Some(model) = returned.upgrade() {
                model.reload_if_at_odds();
            }
        })));
        model
    }

    /// All that the badge is shown from.
    pub(crate) fn scene(&self) -> &RefCell<Scene> {
        &self.scene
    }

    /// Has a view show the scene, now and after every change.
    pub(super) fn show_by(&self, view: impl Fn() + 'static) {
        self.view.replace(Some(Rc::new(view)));
        self.render();
    }

    fn render(&self) {
        self.is_stale.set(false);
        let view = self.view.borrow().clone();
        if let Some(view) = view {
            view();
        }
    }

    /// Changes the scene.
    pub(super) fn change(self: &Rc<Self>, change: impl FnOnce(&mut Scene)) {
        change(&mut self.scene.borrow_mut());
        self.show();
    }

    /// Shows the scene anew, since it or something around the badge has changed.
    pub(crate) fn show(self: &Rc<Self>) {
        if self.is_stale.replace(true) {
            return;
        }
        let model = Rc::downgrade(self);
        page::soon(move || {
            if let Some(model) = model.upgrade() {
                model.render();
            }
        });
    }

    /// The same in the next task, if the first answer is still awaited then.
    pub(super) fn show_next(self: &Rc<Self>) -> Timeout {
        let model = Rc::downgrade(self);
        Timeout::new(0, move || {
            if let Some(model) = model.upgrade().filter(|model| model.is_loading()) {
                model.show();
            }
        })
    }

    /// Whether the first answer is awaited.
    pub(super) fn is_loading(&self) -> bool {
        *self.scene.borrow().state() == State::Loading
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
    pub(crate) fn set_language(self: &Rc<Self>, tag: &str) {
        if self.scene.borrow().language().tag() != tag {
            self.change(|scene| scene.set_language(Language::new(tag)));
        }
    }

    /// Loads again, whatever is under way.
    pub(crate) fn reload(self: &Rc<Self>) {
        if self.wanted.get().is_none() {
            self.wanted.set(Some(Load::Again));
        }
        self.show();
    }

    /// Loads again what failed or was cut off.
    fn reload_if_at_odds(self: &Rc<Self>) {
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
        self.view.take();
        self.is_complete.set(true);
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
                let kept = kept.and_then(|(request, seconds)| cache::load(request, seconds));
                scene.set_state(State::starting(kept));
            }
            (request, timeout, cache)
        };
        // The one before is aborted even where it asks for the same address.
        self.under_way.take();
        let model = Rc::clone(self);
        page::soon(move || model.load(run, load, request, timeout, cache));
    }

    fn load(
        self: &Rc<Self>,
        run: u32,
        load: Load,
        request: Result<Request, Failure>,
        timeout: u32,
        cache: Option<u32>,
    ) {
        if !self.is_current(run) {
            return;
        }
        self.host.tell(&self.scene, Event::LoadStart);
        if !self.is_current(run) {
            return;
        }
        let request = match request {
            Ok(request) => request,
            Err(failure) => return self.settle(run, Err(failure)),
        };
        let exchange = exchange(&request, timeout, load == Load::Again, || {
            self.host.sent(&request.address)
        });
        let model = Rc::downgrade(self);
        exchange.when_ended(move || {
            let model = model.upgrade().filter(|model| model.is_current(run));
            let Some(model) = model else {
                return;
            };
            let exchange = model.under_way.take();
            if let Some(outcome) = exchange.and_then(|exchange| exchange.outcome()) {
                if let (Ok(shown), Some(seconds)) = (&outcome, cache) {
                    cache::save(&request, &shown.groups, shown.at, seconds);
                }
                model.settle(run, outcome);
            }
        });
        self.under_way.replace(Some(exchange));
    }

    fn settle(self: &Rc<Self>, run: u32, outcome: Outcome) {
        let failure = outcome.as_ref().err().cloned();
        self.explain_once(failure.as_ref());
        self.change(|scene| scene.set_state(scene.state().after(outcome)));
        // A listener finds the list in place.
        let model = Rc::clone(self);
        page::soon(move || model.tell_of_end(run, failure));
    }

    /// Tells how a load has ended, as soon as all of that is in sight.
    fn tell_of_end(self: &Rc<Self>, run: u32, failure: Option<Failure>) {
        if !self.is_current(run) {
            return;
        }
        if !self.is_complete.get() {
            let model = Rc::clone(self);
            return page::after(0, move || model.tell_of_end(run, failure));
        }
        let count = self.scene.borrow().count();
        self.host.tell(
            &self.scene,
            failure.map_or(Event::Load { count }, Event::Error),
        );
        self.host.tell(&self.scene, Event::LoadEnd);
        if self.is_current(run) {
            self.refresh();
        }
    }

    fn is_current(&self, run: u32) -> bool {
        self.run.get() == run
    }

    /// Has the host told that the scene is in sight, and what is not yet of it shown after what else there is to do.
    pub(super) fn rendered(self: &Rc<Self>, is_complete: bool) {
        self.host.rendered(&self.scene);
        let was_complete = self.is_complete.replace(is_complete);
        if was_complete && !is_complete {
            self.show_rest();
        }
    }

    fn show_rest(self: &Rc<Self>) {
        let model = Rc::downgrade(self);
        page::after(0, move || {
            if let Some(model) = model.upgrade().filter(|model| !model.is_complete.get()) {
                model.render();
                model.show_rest();
            }
        });
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
            super::warn(&joined([failure.kind(), ": ", &owner::explain(failure)]));
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
            page::when_visible(move || {
                if let Some(model) = model.upgrade().filter(|model| model.is_current(run)) {
                    model.reload();
                }
            });
        })));
    }
}
