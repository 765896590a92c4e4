//! Which version has which alias.

use std::collections::BTreeMap;

use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::collection::{Collection, VersionRow};
use wire::registry::AliasBadge as Alias;

use super::list::VersionList;
use crate::components::{AliasBadge, PersonName, TimeAgo, VersionBadge};
use crate::routes::{CollectionAddress, Route, VersionTab};

/// Every alias with the version that holds it; nothing for a collection without.
#[component]
pub fn AliasStrip(
    /// Where the collection is.
    address: CollectionAddress,
    /// The collection.
    collection: Collection,
    /// The versions with an alias that are not in the list.
    holders: Vec<VersionRow>,
    /// The versions that are loaded.
    list: VersionList,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/collection/aliases.css");
    let loaded = list.rows().get_untracked();
    let all = loaded.iter().map(|row| &row.row).chain(&holders);
    let held: Vec<_> = held_aliases(all).into_iter().collect();
    (!held.is_empty() && collection.version_count > 0).then(|| {
        let line = |(_, (alias, row))| view! { <AliasLine address=address.clone() alias row scope=class /> };
        view! { class=class,
            <section class="strip" aria-label="Aliases">
                <h2 class="head">"Aliases"</h2>
                <ul class="lines">{held.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

/// Aliases by name, protected ones first, each with its version.
fn held_aliases<'a>(
    rows: impl Iterator<Item = &'a VersionRow>,
) -> BTreeMap<(bool, String), (Alias, VersionRow)> {
    rows.flat_map(|row| row.aliases.iter().map(move |alias| (alias.clone(), row.clone())))
        .map(|(alias, row)| ((!alias.is_protected, alias.alias.clone()), (alias, row)))
        .collect()
}

#[component]
fn AliasLine(
    address: CollectionAddress,
    alias: Alias,
    row: VersionRow,
    scope: &'static str,
) -> impl IntoView {
    let href = Route::Version(address.version(&row.version), VersionTab::Overview).to_string();
    view! { class=scope,
        <li class="line">
            <AliasBadge alias=alias.alias is_protected=alias.is_protected />
            <a href=href><VersionBadge version=row.version /></a>
            <span class="when"><TimeAgo at=row.created_at /> <PersonName person=row.linked_by /></span>
        </li>
    }
}
