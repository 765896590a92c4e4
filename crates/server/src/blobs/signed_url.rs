//! Addresses that authorize themselves: the SDK sends no key to upload and download addresses.

use hmac::{Hmac, KeyInit as _, Mac as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::Sha256;

use crate::clock::Micros;

/// What a signed address allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Send the bytes of one announced file.
    Put,
    /// Read one blob.
    Get,
}

/// Signs and checks addresses below `/storage/`.
#[derive(Clone)]
pub struct UrlSigner {
    secret: [u8; 32],
    public_url: String,
}

const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Percent-encodes one segment of a path.
pub fn encode_segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}

/// Percent-encodes a path of a file, keeping its slashes.
pub fn encode_path(path: &str) -> String {
    path.split('/').map(encode_segment).collect::<Vec<_>>().join("/")
}

impl UrlSigner {
    /// A signer for the server at the public address, without trailing slash.
    pub fn new(secret: [u8; 32], public_url: &str) -> Self {
        Self {
            secret,
            public_url: public_url.trim_end_matches('/').to_owned(),
        }
    }

    /// The absolute address for `path` (which begins with `/storage/` and is percent-encoded), valid until `expires_at`.
    pub fn sign(&self, verb: Verb, path: &str, expires_at: Micros) -> String {
        let signature = hex::encode(self.mac(verb, path, expires_at).finalize().into_bytes());
        format!(
            "{}{path}?expires={expires_at}&signature={signature}",
            self.public_url
        )
    }

    /// Whether the signature belongs to this path and has not expired.
    pub fn verify(&self, verb: Verb, path: &str, expires_at: Micros, signature: &str, now: Micros) -> bool {
        let Ok(signature) = hex::decode(signature) else {
            return false;
        };
        expires_at > now && self.mac(verb, path, expires_at).verify_slice(&signature).is_ok()
    }

    /// The public address of the server, without trailing slash.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    fn mac(&self, verb: Verb, path: &str, expires_at: Micros) -> Hmac<Sha256> {
        // A MAC takes keys of any length, so the error arm cannot be reached; a zero key would be a hole, hence no default.
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.secret) {
            Ok(mac) => mac,
            Err(_invalid_length) => unreachable!("HMAC takes keys of any length"),
        };
        let verb = match verb {
            Verb::Put => "PUT",
            Verb::Get => "GET",
        };
        mac.update(format!("{verb}\n{path}\n{expires_at}").as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> (String, Micros, String) {
        let parsed = url::Url::parse(url).unwrap();
        let get = |name: &str| {
            parsed
                .query_pairs()
                .find(|(key, _)| key == name)
                .unwrap()
                .1
                .into_owned()
        };
        (
            parsed.path().to_owned(),
            get("expires").parse().unwrap(),
            get("signature"),
        )
    }

    #[test]
    fn a_signed_address_holds_for_its_verb_path_and_time_only() {
        let signer = UrlSigner::new([7; 32], "http://127.0.0.1:1/");
        let url = signer.sign(Verb::Get, "/storage/blob/ab/x%20y.txt", 1_000);
        let (path, expires_at, signature) = parts(&url);
        assert!(signer.verify(Verb::Get, &path, expires_at, &signature, 999));
        assert!(
            !signer.verify(Verb::Get, &path, expires_at, &signature, 1_000),
            "expired"
        );
        assert!(
            !signer.verify(Verb::Put, &path, expires_at, &signature, 0),
            "other verb"
        );
        assert!(
            !signer.verify(Verb::Get, "/storage/blob/cd/x", expires_at, &signature, 0),
            "other path"
        );
        assert!(
            !signer.verify(Verb::Get, &path, 2_000, &signature, 0),
            "other time"
        );
        assert!(
            !UrlSigner::new([8; 32], "http://a").verify(Verb::Get, &path, expires_at, &signature, 0),
            "other secret"
        );
    }
}
