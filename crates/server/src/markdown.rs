//! Markdown of people, made safe: the one sanitizer.

use std::collections::HashSet;
use std::sync::LazyLock;

static SANITIZER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    // Images of other origins would tell them who reads; none are let through, and no class or id can style or address the app.
    builder.rm_tags(["img", "map", "area"]);
    builder.url_schemes(HashSet::from(["http", "https", "mailto"]));
    builder.link_rel(Some("noopener noreferrer nofollow"));
    builder.add_tags(["input"]);
    builder.add_tag_attributes("input", ["type", "checked", "disabled"]);
    builder.set_tag_attribute_value("input", "type", "checkbox");
    builder.set_tag_attribute_value("input", "disabled", "disabled");
    builder
});

/// Renders `CommonMark` with the GitHub extensions to HTML that is safe to insert.
pub fn safe_html(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    SANITIZER
        .clean(&comrak::markdown_to_html(markdown, &options))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::safe_html;

    #[test]
    fn markup_is_rendered() {
        assert_eq!(
            safe_html("**a** ~~b~~"),
            "<p><strong>a</strong> <del>b</del></p>\n"
        );
        assert!(safe_html("| a |\n|---|\n| b |").contains("<table>"));
        assert!(safe_html("- [x] done").contains("<input"));
    }

    #[test]
    fn what_could_run_or_load_is_taken_out() {
        let vectors = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
            "<svg onload=alert(1)>",
            "<iframe src=//evil></iframe>",
            "<p style=\"position:fixed\" onclick=alert(1)>x</p>",
            "![x](https://evil.example/pixel.png)",
        ];
        for vector in vectors {
            let html = safe_html(vector).to_lowercase();
            for bad in [
                "<script",
                "onerror",
                "javascript:",
                "data:",
                "<svg",
                "<iframe",
                "onclick",
                "style=",
                "<img",
            ] {
                assert!(!html.contains(bad), "{vector} gave {html}");
            }
        }
    }
}
