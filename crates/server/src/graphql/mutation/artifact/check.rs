//! Whether what a version is announced with is legal.

use domain::name;

use super::input::CreateArtifactInput;
use crate::fault::{Answer, Fault};
use crate::graphql::object::collection::ArtifactDigestAlgorithm;
use crate::graphql::scalar::Int64;
use crate::store::artifact::TimeToLive;

/// The longest time to live: a hundred years, so that sums of times stay exact.
const TTL_SECONDS_MAX: i64 = 100 * 366 * 86_400;

/// Checks what a version is announced with.
///
/// # Errors
/// `BadRequest` that says what is wrong.
pub fn check_input(input: &CreateArtifactInput) -> Answer<()> {
    if let Some(region) = input
        .storage_region
        .as_deref()
        .filter(|region| !matches!(*region, "" | "default"))
    {
        return Err(Fault::BadRequest(format!(
            "There is no storage region “{region}” here; leave it out."
        )));
    }
    if input.digest_algorithm == Some(ArtifactDigestAlgorithm::ManifestXxh128) {
        return Err(Fault::BadRequest(
            "Digests are MD5 here; leave digest_algorithm out.".to_owned(),
        ));
    }
    let is_md5 = input.digest.len() == 32 && input.digest.chars().all(|c| c.is_ascii_hexdigit());
    if !is_md5 {
        return Err(Fault::BadRequest(format!(
            "“{}” is not a digest of a manifest: 32 hexadecimal digits.",
            input.digest
        )));
    }
    for alias in input
        .aliases
        .iter()
        .flatten()
        .filter(|alias| alias.alias != "latest")
    {
        name::check_alias(&alias.alias)?;
    }
    check_metadata(input.metadata.as_ref().map(|json| json.0.as_str()))
}

/// Checks the metadata of a version: nothing, or a JSON object.
///
/// # Errors
/// `BadRequest` that says what is wrong.
pub fn check_metadata(metadata: Option<&str>) -> Answer<()> {
    let Some(text) = metadata.filter(|text| !text.is_empty()) else {
        return Ok(());
    };
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(serde_json::Value::Object(_) | serde_json::Value::Null) => Ok(()),
        Ok(_) => Err(Fault::BadRequest("Metadata must be a JSON object.".to_owned())),
        Err(cause) => Err(Fault::BadRequest(format!("Metadata is not JSON: {cause}."))),
    }
}

/// Reads a time to live as the SDK writes it: seconds, −1 for an inherited one, −2 for none.
///
/// # Errors
/// `BadRequest` that says what is legal.
pub fn time_to_live(given: Option<Int64>) -> Answer<Option<TimeToLive>> {
    let Some(Int64(seconds)) = given else {
        return Ok(None);
    };
    let read = TimeToLive::of_api(seconds).filter(|_| seconds <= TTL_SECONDS_MAX);
    let refusal = || {
        Fault::BadRequest(format!(
            "A time to live is a number of seconds from 1 to {TTL_SECONDS_MAX}, −1 for that of the team, or −2 for none; {seconds} is none of these."
        ))
    };
    read.map(Some).ok_or_else(refusal)
}
