//! How often a client may ask: token buckets for each account, for each address, and for wrong keys from an address.
//!
//! The buckets are of this process; of several behind one balancer each has its own, so together they let through as many times more.

mod bucket;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Mutex;

use self::bucket::Buckets;
use crate::clock::{HOUR, Micros};
use crate::fault::{Answer, Fault};

/// How many requests may come, from whom.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Requests a second of one account; 0 for no limit. Ten times as many may come at once.
    pub per_account: u32,
    /// Wrong keys that one address may try, before it has to wait; one is forgiven every six seconds. 0 for no limit.
    pub wrong_keys: u32,
}

/// The share of the rate of an account that an address without a key has.
const ANONYMOUS_SHARE: u32 = 5;
/// How many seconds' worth of requests may come at once.
const BURST_SECONDS: u32 = 10;
/// How long it takes until a wrong key is forgiven, in seconds.
const FORGIVEN_AFTER_SECONDS: f64 = 6.0;
/// How long a key that was right is taken from an address that tried wrong ones.
const REMEMBERED: Micros = HOUR;
/// How many keys are remembered.
const REMEMBERED_MAX: usize = 10_000;

/// The buckets of this process.
pub struct Limits {
    accounts: Buckets<i64>,
    addresses: Buckets<IpAddr>,
    wrong_keys: Buckets<IpAddr>,
    /// Keys that were right, by address and hash, and when.
    right_keys: Mutex<BTreeMap<(IpAddr, String), Micros>>,
}

impl Limits {
    /// Full buckets.
    pub fn new(rates: Rates) -> Self {
        let per_second = f64::from(rates.per_account);
        let anonymous = f64::from(rates.per_account.div_ceil(ANONYMOUS_SHARE));
        let burst = f64::from(BURST_SECONDS);
        Self {
            accounts: Buckets::new(per_second * burst, per_second),
            addresses: Buckets::new(anonymous * burst, anonymous),
            wrong_keys: Buckets::new(f64::from(rates.wrong_keys), 1.0 / FORGIVEN_AFTER_SECONDS),
            right_keys: Mutex::default(),
        }
    }

    /// Counts a request of an account.
    ///
    /// # Errors
    /// `TooMany` when it asks too often.
    pub fn count_account(&self, user_id: i64, now: Micros) -> Answer<()> {
        self.accounts.take(user_id, now).map_err(too_often)
    }

    /// Counts a request of an address without a key.
    ///
    /// # Errors
    /// `TooMany` when it asks too often.
    pub fn count_address(&self, address: IpAddr, now: Micros) -> Answer<()> {
        self.addresses.take(network(address), now).map_err(too_often)
    }

    /// Passes while the address has not tried too many wrong keys, and always for a key that was right from there of late: colleagues
    /// behind the same address go on working. No other key is looked at, so that guessing learns nothing.
    ///
    /// # Errors
    /// `TooMany` for everybody else.
    pub fn before_key(&self, address: IpAddr, key_hash: &str, now: Micros) -> Answer<()> {
        let Err(seconds) = self.wrong_keys.look(&network(address), now) else {
            return Ok(());
        };
        let is_known = self.right_keys.lock().is_ok_and(|keys| {
            let at = keys.get(&(address, key_hash.to_owned()));
            at.is_some_and(|at| now - at < REMEMBERED)
        });
        if is_known {
            Ok(())
        } else {
            Err(too_many_wrong(seconds))
        }
    }

    /// Remembers that a key was right.
    pub fn was_right(&self, address: IpAddr, key_hash: String, now: Micros) {
        if let Ok(mut keys) = self.right_keys.lock() {
            if keys.len() >= REMEMBERED_MAX {
                keys.retain(|_, at| now - *at < REMEMBERED);
            }
            if keys.len() < REMEMBERED_MAX {
                keys.insert((address, key_hash), now);
            }
        }
    }

    /// Counts a wrong key; the refusal that it gets.
    pub fn was_wrong(&self, address: IpAddr, refusal: Fault, now: Micros) -> Fault {
        match self.wrong_keys.take(network(address), now) {
            Ok(()) => refusal,
            Err(seconds) => too_many_wrong(seconds),
        }
    }
}

/// An IPv6 client has a whole network of addresses to itself, so the network is what is counted.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => IpAddr::V4(mapped),
            None => IpAddr::V6((address.to_bits() & !u128::from(u64::MAX)).into()),
        },
    }
}

fn too_often(retry_after_seconds: u64) -> Fault {
    Fault::TooMany {
        sentence: format!("Too many requests; wait {retry_after_seconds} seconds, then ask again."),
        retry_after_seconds,
    }
}

fn too_many_wrong(retry_after_seconds: u64) -> Fault {
    Fault::TooMany {
        sentence: format!(
            "Too many wrong keys came from this address; wait {retry_after_seconds} seconds, then try again."
        ),
        retry_after_seconds,
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::clock::SECOND;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::BROADCAST);

    fn wrong(limits: &Limits, address: IpAddr, now: Micros) -> &'static str {
        let refusal = Fault::Unauthenticated("This key is not valid here.".to_owned());
        match limits.before_key(address, "guess", now) {
            Ok(()) => limits.was_wrong(address, refusal, now).code(),
            Err(fault) => fault.code(),
        }
    }

    #[test]
    fn the_eleventh_wrong_key_waits_and_one_is_forgiven_every_six_seconds() {
        let limits = Limits::new(Rates {
            per_account: 100,
            wrong_keys: 10,
        });
        let found: Vec<_> = (0..12).map(|_| wrong(&limits, HERE, 0)).collect();
        assert_eq!(found[..10], ["UNAUTHENTICATED"; 10]);
        assert_eq!(found[10..], ["RATE_LIMITED"; 2]);
        assert_eq!(wrong(&limits, THERE, 0), "UNAUTHENTICATED", "another address");
        assert_eq!(wrong(&limits, HERE, 5 * SECOND), "RATE_LIMITED");
        assert_eq!(wrong(&limits, HERE, 6 * SECOND), "UNAUTHENTICATED");
        assert_eq!(wrong(&limits, HERE, 6 * SECOND), "RATE_LIMITED");
    }

    #[test]
    fn a_key_that_was_right_goes_on_working_from_an_address_that_guesses() {
        let limits = Limits::new(Rates {
            per_account: 100,
            wrong_keys: 1,
        });
        limits.was_right(HERE, "right".to_owned(), 0);
        wrong(&limits, HERE, 0);
        assert!(limits.before_key(HERE, "right", 0).is_ok());
        assert!(limits.before_key(HERE, "other", 0).is_err());
        assert!(limits.before_key(THERE, "other", 0).is_ok());
        limits.was_wrong(THERE, Fault::Conflict(String::new()), 0);
        assert!(
            limits.before_key(THERE, "right", 0).is_err(),
            "it was right from elsewhere"
        );
        // The bucket is filled again long before the key is forgotten; emptied, the old key does not help.
        wrong(&limits, HERE, HOUR);
        assert!(limits.before_key(HERE, "right", HOUR).is_err());
    }

    #[test]
    fn accounts_and_addresses_are_counted_apart_and_may_burst() {
        let limits = Limits::new(Rates {
            per_account: 10,
            wrong_keys: 1,
        });
        assert!((0..100).all(|_| limits.count_account(1, 0).is_ok()));
        let Err(Fault::TooMany {
            sentence,
            retry_after_seconds,
        }) = limits.count_account(1, 0)
        else {
            panic!("no limit");
        };
        assert_eq!(retry_after_seconds, 1);
        assert_eq!(sentence, "Too many requests; wait 1 seconds, then ask again.");
        assert!(limits.count_account(2, 0).is_ok());
        assert!((0..20).all(|_| limits.count_address(HERE, 0).is_ok()));
        assert!(limits.count_address(HERE, 0).is_err());
        assert!(limits.count_address(HERE, SECOND).is_ok());
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one() {
        let network = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }

    #[test]
    fn no_limit_is_no_limit() {
        let limits = Limits::new(Rates {
            per_account: 0,
            wrong_keys: 0,
        });
        assert!(
            (0..10_000).all(|_| limits.count_account(1, 0).is_ok() && limits.count_address(HERE, 0).is_ok())
        );
        assert!((0..100).all(|_| wrong(&limits, HERE, 0) == "UNAUTHENTICATED"));
    }
}
