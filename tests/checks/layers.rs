//! The arrows of the architecture: who may know whom.

use crate::sources::{Source, below, without_line_comments};

/// What the files below a folder must not name.
struct Arrow {
    folder: &'static str,
    /// Folders or files below `folder` for which the rule does not hold.
    except: &'static [&'static str],
    forbidden: &'static [&'static str],
    because: &'static str,
}

const ARROWS: [Arrow; 11] = [
    Arrow {
        folder: "src/ui",
        except: &[],
        forbidden: &[
            "domain::",
            "wire::",
            "crate::api",
            "crate::state",
            "crate::pages",
            "crate::forms",
            "crate::components",
            "crate::charts",
            "crate::graph",
            "crate::routes",
            "crate::app",
        ],
        because: "src/ui imports nothing of ours",
    },
    Arrow {
        folder: "src/components",
        except: &[],
        forbidden: &["crate::api", "crate::pages", "crate::forms", "crate::app"],
        because: "a component takes data and never fetches",
    },
    Arrow {
        folder: "src/charts",
        except: &[],
        forbidden: &[
            "crate::api",
            "crate::state",
            "crate::pages",
            "crate::forms",
            "crate::app",
        ],
        because: "charts draw what domain computed",
    },
    Arrow {
        folder: "src/graph",
        except: &[],
        forbidden: &[
            "crate::api",
            "crate::state",
            "crate::pages",
            "crate::forms",
            "crate::app",
        ],
        because: "the graph draws what domain computed",
    },
    Arrow {
        folder: "src/api",
        except: &[],
        forbidden: &[
            "crate::state",
            "crate::pages",
            "crate::forms",
            "crate::components",
            "crate::ui",
            "crate::app",
        ],
        because: "the API layer is below the state",
    },
    Arrow {
        folder: "src/state",
        except: &[],
        forbidden: &["crate::pages", "crate::forms", "crate::app"],
        because: "the state is below the pages",
    },
    Arrow {
        folder: "src",
        except: &["src/api"],
        forbidden: &[
            "gloo_net",
            "fetch_with_str",
            "fetch_with_request",
            "XmlHttpRequest",
        ],
        because: "only src/api does HTTP",
    },
    Arrow {
        folder: "crates/server/src",
        except: &["crates/server/src/store"],
        forbidden: &[
            "sqlx::query",
            "QueryBuilder",
            "INSERT INTO",
            "DELETE FROM",
            "SELECT ",
        ],
        because: "only the store has SQL",
    },
    Arrow {
        folder: "crates/server/src",
        except: &[],
        forbidden: &["wire::", "leptos"],
        because: "the server uses domain only",
    },
    Arrow {
        folder: "crates/domain/src",
        except: &[],
        forbidden: &[
            "std::time",
            "std::fs",
            "std::env",
            "std::net",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "getrandom",
            "rand::",
            "wire::",
        ],
        because: "domain is pure: no clock, no randomness, no browser",
    },
    Arrow {
        folder: "crates/wire/src",
        except: &[],
        forbidden: &[
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "gloo_net",
            "std::time",
            "std::net",
        ],
        because: "wire is pure and knows domain only",
    },
];

impl Arrow {
    fn covers(&self, path: &str) -> bool {
        let is_below = |folder: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        is_below(self.folder) && !self.except.iter().any(|folder| is_below(folder))
    }

    fn violations(&self, source: &Source) -> Vec<String> {
        if !self.covers(&source.path) {
            return Vec::new();
        }
        let code = without_line_comments(&source.text);
        let mut found = Vec::new();
        for (index, line) in code.lines().enumerate() {
            for name in self.forbidden.iter().filter(|name| names(line, name)) {
                found.push(format!(
                    "{}:{}: `{name}`: {}",
                    source.path,
                    index + 1,
                    self.because
                ));
            }
        }
        found
    }
}

/// Whether a line names something, not as the end of a longer name.
fn names(line: &str, name: &str) -> bool {
    let mut at = 0;
    while let Some(found) = line[at..].find(name) {
        let start = at + found;
        let before = line[..start].chars().next_back();
        if !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            return true;
        }
        at = start + name.len();
    }
    false
}

#[test]
fn every_arrow_points_one_way() {
    let sources: Vec<Source> = ["src", "crates"]
        .iter()
        .flat_map(|folder| below(folder, &["rs"]))
        .collect();
    assert!(sources.len() > 10, "only {} files were looked at", sources.len());
    let found: Vec<String> = ARROWS
        .iter()
        .flat_map(|arrow| sources.iter().flat_map(|source| arrow.violations(source)))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn every_planted_violation_is_caught() {
    for arrow in &ARROWS {
        for name in arrow.forbidden {
            let text = format!("//! Doc.\nfn f() {{ {name}x(); }}\n");
            let planted = Source {
                path: format!("{}/planted/file.rs", arrow.folder),
                text,
            };
            assert_eq!(arrow.violations(&planted).len(), 1, "{name} in {}", planted.path);
            for folder in arrow.except {
                let allowed = Source {
                    path: format!("{folder}/file.rs"),
                    text: planted.text.clone(),
                };
                assert!(
                    arrow.violations(&allowed).is_empty(),
                    "{name} in {}",
                    allowed.path
                );
            }
        }
    }
}

#[test]
fn a_comment_and_a_longer_name_are_no_violation() {
    let text = "// gloo_net is used below\nlet not_gloo_net = 1;\n".to_owned();
    let source = Source {
        path: "src/pages/landing/mod.rs".to_owned(),
        text,
    };
    assert!(ARROWS.iter().all(|arrow| arrow.violations(&source).is_empty()));
}
