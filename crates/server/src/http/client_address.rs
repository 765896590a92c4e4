//! The address that a request came from, through as many proxies as the operator says there are.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use crate::state::AppState;

/// The address of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientAddress(pub IpAddr);

/// Puts the address of the client into the request.
pub async fn find(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |found| found.0.ip());
    let address = behind_proxies(peer, request.headers(), state.proxies);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// The address that the outermost of the trusted proxies saw. Each proxy appends the address that it was asked from, so what stands
/// further left was written by the client, and means nothing.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    let Some(index_from_the_right) = proxies.checked_sub(1) else {
        return peer;
    };
    let values = headers.get_all("x-forwarded-for").iter();
    let text: Vec<&str> = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    // Fewer entries than proxies: somebody got past one of them, and all that is known is the peer.
    text.iter()
        .rev()
        .nth(index_from_the_right)
        .and_then(|address| address.parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(proxies: usize, values: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        behind_proxies(IpAddr::V4(Ipv4Addr::LOCALHOST), &headers, proxies).to_string()
    }

    #[test]
    fn the_header_is_believed_only_as_far_as_there_are_proxies() {
        assert_eq!(found(0, &["203.0.113.7"]), "127.0.0.1");
        assert_eq!(found(1, &["198.51.100.1, 203.0.113.7"]), "203.0.113.7");
        assert_eq!(found(2, &["6.6.6.6, 198.51.100.1, 203.0.113.7"]), "198.51.100.1");
        assert_eq!(found(2, &["198.51.100.1", "203.0.113.7"]), "198.51.100.1");
        assert_eq!(found(1, &["2001:db8::1"]), "2001:db8::1");
    }

    #[test]
    fn what_is_missing_or_no_address_leaves_the_peer() {
        assert_eq!(found(1, &[]), "127.0.0.1");
        assert_eq!(found(2, &["203.0.113.7"]), "127.0.0.1");
        assert_eq!(found(1, &["unknown"]), "127.0.0.1");
    }
}
