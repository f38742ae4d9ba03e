//! Slows down the guessing of keys and tokens. After some failures, the next request of the same client,
//! or with the same key, waits before its key and token are compared. The wait grows with each failure.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// The longest time that a request waits. A request that would wait longer is refused at once.
const MAX_WAIT: Duration = Duration::from_secs(10);
/// The time after which a failure is forgotten.
const MEMORY: Duration = Duration::from_secs(15 * 60);
/// The number of clients and keys that are remembered.
const MAX_SUBJECTS: usize = 10_000;

/// The subject of failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// A client.
    Client(IpAddr),
    /// A key, by its place in the configuration.
    Key(usize),
}

impl Subject {
    /// A client by its address. A client can have all IPv6 addresses of one network of 64 bits.
    pub(super) fn client(address: IpAddr) -> Self {
        Self::Client(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
            IpAddr::V4(address) => IpAddr::V4(address),
        })
    }

    /// Returns the pause after a number of failures. The first failures cause no pause. Several clients
    /// share a key, so its pause is short enough that a guesser does not block the others.
    fn pause(self, failures: u32) -> Duration {
        const FIRST: Duration = Duration::from_millis(250);
        let (free, longest) = match self {
            Self::Client(_) => (3, Duration::from_secs(8)),
            Self::Key(_) => (10, Duration::from_secs(1)),
        };
        match failures.checked_sub(free) {
            Some(more) => (FIRST * (1 << more.min(8))).min(longest),
            None => Duration::ZERO,
        }
    }
}

/// The failures of a subject.
#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
    /// When the next request may be compared.
    ready: Instant,
}

/// The failures of all subjects.
#[derive(Debug, Default)]
pub(super) struct Brake(Mutex<HashMap<Subject, Failures>>);

impl Brake {
    fn lock(&self) -> MutexGuard<'_, HashMap<Subject, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a request of a subject may be compared. Requests at the same time wait for each
    /// other.
    ///
    /// # Errors
    /// The time to wait, if it is too long.
    pub(super) async fn wait(&self, subject: Subject) -> Result<(), Duration> {
        let wait = {
            let mut subjects = self.lock();
            let now = Instant::now();
            let Some(failures) = subjects
                .get_mut(&subject)
                .filter(|failures| now - failures.last < MEMORY)
            else {
                return Ok(());
            };
            let ready = failures.ready.max(now);
            if ready - now > MAX_WAIT {
                return Err(ready - now);
            }
            failures.ready = ready + subject.pause(failures.count);
            ready - now
        };
        // Without a pause, no other request comes between this and the comparison.
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        Ok(())
    }

    /// Notes that a request of a subject had an invalid key or token.
    pub(super) fn failed(&self, subject: Subject) {
        let mut subjects = self.lock();
        let now = Instant::now();
        if subjects.len() >= MAX_SUBJECTS {
            subjects.retain(|_, failures| now - failures.last < MEMORY);
        }
        if subjects.len() >= MAX_SUBJECTS {
            subjects.clear();
        }
        let failures = subjects.entry(subject).or_insert(Failures {
            count: 0,
            last: now,
            ready: now,
        });
        if now - failures.last >= MEMORY {
            failures.count = 0;
        }
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        failures.ready = failures.ready.max(now + subject.pause(failures.count));
    }

    /// Notes that a request of a subject had a valid key and token: it does not delay the next request.
    pub(super) fn succeeded(&self, subject: Subject) {
        if let Some(failures) = self.lock().get_mut(&subject) {
            let pause = subject.pause(failures.count);
            failures.ready = failures.ready.checked_sub(pause).unwrap_or(failures.ready);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{net::Ipv4Addr, sync::Arc};

    const CLIENT: Subject = Subject::Client(IpAddr::V4(Ipv4Addr::LOCALHOST));
    const OTHER: Subject = Subject::Client(IpAddr::V4(Ipv4Addr::BROADCAST));

    /// Returns the time that a request waits.
    async fn waited(brake: &Brake, subject: Subject) -> Duration {
        let started = Instant::now();
        brake.wait(subject).await.unwrap();
        started.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn each_failure_makes_the_next_request_of_the_client_wait_longer() {
        let brake = Brake::default();
        let mut waits = Vec::new();
        for _ in 0..12 {
            waits.push(waited(&brake, CLIENT).await.as_millis());
            brake.failed(CLIENT);
        }
        assert_eq!(
            waits,
            [0, 0, 0, 250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000]
        );
        assert_eq!(waited(&brake, OTHER).await, Duration::ZERO);
        tokio::time::sleep(MEMORY).await;
        assert_eq!(waited(&brake, CLIENT).await, Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn guesses_at_the_same_time_wait_for_each_other() {
        let brake = Arc::new(Brake::default());
        for _ in 0..5 {
            brake.failed(CLIENT);
        }
        let started = Instant::now();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..1000 {
            let brake = Arc::clone(&brake);
            tasks.spawn(async move { brake.wait(CLIENT).await.is_ok() });
        }
        let results = tasks.join_all().await;
        let compared = results.iter().filter(|is_compared| **is_compared).count();
        assert!((5..=11).contains(&compared), "{compared}");
        assert!(started.elapsed() <= MAX_WAIT);
    }

    #[tokio::test(start_paused = true)]
    async fn right_requests_do_not_delay_each_other() {
        let brake = Brake::default();
        for _ in 0..5 {
            brake.failed(CLIENT);
        }
        let waits = [
            waited(&brake, CLIENT).await,
            {
                brake.succeeded(CLIENT);
                waited(&brake, CLIENT).await
            },
            {
                brake.succeeded(CLIENT);
                waited(&brake, CLIENT).await
            },
        ];
        assert_eq!(waits.map(|wait| wait.as_millis()), [1000, 0, 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_key_is_slowed_down_for_all_clients_by_at_most_a_second() {
        let brake = Brake::default();
        let key = Subject::Key(0);
        let mut longest = Duration::ZERO;
        for _ in 0..50 {
            longest = longest.max(waited(&brake, key).await);
            brake.failed(key);
        }
        assert_eq!(longest, Duration::from_secs(1));
    }

    #[test]
    fn addresses_of_one_network_are_one_client() {
        let client = |text: &str| Subject::client(text.parse().unwrap());
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:192.0.2.1"), client("192.0.2.1"));
        assert_ne!(client("192.0.2.1"), client("192.0.2.2"));
    }
}
