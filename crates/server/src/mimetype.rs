//! Media types by name: for display, and to download files as what they are, never as a document of our origin.

/// The media type that the ending of a path suggests.
pub fn of_path(path: &str) -> &'static str {
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("json") => "application/json",
        Some("csv") => "text/csv",
        Some("txt" | "log" | "md" | "py" | "rs" | "toml" | "yaml" | "yml" | "cfg" | "ini") => "text/plain",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        _ => "application/octet-stream",
    }
}
