//! The app: embedded, compressed ahead, immutable where its name carries its hash.

use std::path::Path;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use rust_embed::RustEmbed;

use crate::fault::Fault;
use crate::state::AppState;

/// What Trunk built, with `.br` files beside the originals.
#[derive(RustEmbed)]
#[folder = "../../dist"]
#[allow_missing = true]
struct Dist;

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Vitrine</title>\
    <p>The app is not part of this binary. Build it with <code>cargo xtask build</code>.</p>";

/// Serves a file of the app, or its one page for every address of a page.
pub async fn serve(State(_state): State<AppState>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if !matches!(method, Method::GET | Method::HEAD) {
        return Fault::NotFound(format!("There is nothing at /{path}.")).into_response();
    }
    if let Some(response) = file(path, &headers) {
        return response;
    }
    let wants_page = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if !wants_page {
        return Fault::NotFound(format!("There is nothing at /{path}.")).into_response();
    }
    file("index.html", &headers).unwrap_or_else(|| {
        (
            StatusCode::SERVICE_UNAVAILABLE,
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            NOT_BUILT,
        )
            .into_response()
    })
}

/// Which build of the app this server has, as `cargo xtask build` wrote it into the page; none for a build for development.
pub fn build() -> Option<HeaderValue> {
    static EMBEDDED: LazyLock<Option<HeaderValue>> = LazyLock::new(read_build);
    // A debug server reads the app from the disk, where it changes.
    if cfg!(debug_assertions) {
        read_build()
    } else {
        EMBEDDED.clone()
    }
}

fn read_build() -> Option<HeaderValue> {
    build_of(std::str::from_utf8(&Dist::get("index.html")?.data).ok()?)
}

/// The build that a page names.
fn build_of(page: &str) -> Option<HeaderValue> {
    let (_, after) = page.split_once("<meta name=\"vitrine-build\" content=\"")?;
    let (build, _) = after.split_once('"')?;
    HeaderValue::from_str(build).ok()
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty()
        || Path::new(path)
            .extension()
            .is_some_and(|extension| extension == "br")
    {
        return None;
    }
    let plain = Dist::get(path)?;
    let accepts_brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(',')
                .any(|coding| coding.trim().split(';').next() == Some("br"))
        });
    let compressed = if accepts_brotli {
        Dist::get(&format!("{path}.br"))
    } else {
        None
    };
    let is_compressed = compressed.is_some();
    let data = compressed.unwrap_or(plain).data;
    let mut response = Response::new(Body::from(data.into_owned()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    let caching = if has_hash(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    Some(response)
}

/// Whether the name carries a hash of the content: a part of 16 or more hexadecimal digits (or 8 and more after a hyphen).
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split(['-', '.', '_']).any(|part| {
        part.len() >= 8
            && part.chars().all(|c| c.is_ascii_hexdigit())
            && part.contains(|c: char| c.is_ascii_digit())
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "webmanifest") => "application/json",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{build_of, has_hash};

    #[test]
    fn only_hashed_names_are_immutable() {
        assert!(has_hash("vitrine-app-1a2b3c4d5e6f7a8b_bg.wasm"));
        assert!(has_hash("index-9f8e7d6c5b4a3f2e.css"));
        for plain in ["index.html", "boot.js", "robots.txt", "favicon.svg", "icons.svg"] {
            assert!(!has_hash(plain), "{plain}");
        }
    }

    #[test]
    fn the_page_names_its_build() {
        let page = "<head><title>V</title><meta name=\"vitrine-build\" content=\"00ff\"></head>";
        assert_eq!(build_of(page).unwrap(), "00ff");
        assert_eq!(build_of("<head></head>"), None);
    }
}
