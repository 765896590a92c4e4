//! Who is in a registry: the role given here, the effective role, and where it comes from.

use domain::card_order::holds_words;
use domain::format::count_of;
use domain::permission::Visibility;
use leptos::prelude::*;
use stylers_macro::style_sheet;
use wire::registry::{MemberKind, RegistryMember};

use super::general::visibility_words;
use crate::components::RoleChip;
use crate::state::navigation::Navigation;
use crate::ui::{Avatar, Badge, EmptyState, Icon, IconName, IconSize, SearchInput};

/// The members.
#[component]
pub(super) fn Members(
    /// The people, teams and service accounts that are listed here.
    members: Vec<RegistryMember>,
    /// Who else sees the registry.
    visibility: Visibility,
) -> impl IntoView {
    let class = style_sheet!("./src/pages/settings/members.css");
    let navigation = Navigation::of_app();
    let query = navigation.query_value("q");
    let typed = Signal::derive(move || query.get().unwrap_or_default());
    let narrow = move |text: String| {
        navigation.set_query_value("q", (!text.is_empty()).then_some(text.as_str()), false);
    };
    let total = i64::try_from(members.len()).unwrap_or(i64::MAX);
    let members = StoredValue::new(members);
    let shown = Memo::new(move |_| {
        let holds = |member: &&RegistryMember| {
            holds_words(&format!("{} {}", member.name, member.detail), &typed.read())
        };
        members.with_value(|members| members.iter().filter(holds).cloned().collect::<Vec<_>>())
    });
    let none = move || {
        shown
            .read()
            .is_empty()
            .then(|| view! { <NobodyListed is_filtered={total > 0} /> })
    };
    let table =
        move || (!shown.read().is_empty()).then(|| view! { <MemberTable members=shown scope=class /> });
    view! { class=class,
        <h2 class="sr-only">"Members"</h2>
        <div class="toolbar">
            <SearchInput label="Find a person or team" value=typed on_input=narrow />
            <span class="small subtle num">{count_of(total, "entry", "entries")}</span>
        </div>
        {table}
        {none}
        <p class="small muted note">{format!("{} visibility: {}", visibility.label(), visibility_words(visibility))}</p>
    }
}

#[component]
fn MemberTable(members: Memo<Vec<RegistryMember>>, scope: &'static str) -> impl IntoView {
    view! { class=scope,
        <div class="table-frame" tabindex="0" role="region" aria-label="Members">
            <table class="table" data-rows="tall">
                <thead>
                    <tr>
                        <th scope="col">"Person or team"</th>
                        <th scope="col">"Role here"</th>
                        <th scope="col">"Effective role and where it comes from"</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || members.get() key=|member| member.id.clone() let(member)>
                        <MemberRow member scope />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn MemberRow(member: RegistryMember, scope: &'static str) -> impl IntoView {
    let is_raised = member.effective_role > member.direct_role;
    let disc = match member.kind {
        MemberKind::User => view! { <Avatar name=member.name.clone() is_large=true /> }.into_any(),
        MemberKind::Team => disc(IconName::Users, scope).into_any(),
        MemberKind::Service => disc(IconName::KeyRound, scope).into_any(),
    };
    view! { class=scope,
        <tr>
            <th scope="row">
                <span class="who">
                    {disc}
                    <span>
                        <span class="row"><span class="name">{member.name}</span> {member.is_owner.then(|| view! { <Badge text="Owner" /> })}</span>
                        <span class="small subtle">{member.detail}</span>
                    </span>
                </span>
            </th>
            <td>{member.direct_role.label()}</td>
            <td>
                <span class="effective">
                    <RoleChip role=member.effective_role is_raised />
                    <span class="small muted">{member.effective_because}</span>
                </span>
            </td>
        </tr>
    }
}

fn disc(name: IconName, scope: &'static str) -> impl IntoView {
    view! { class=scope, <span class="disc"><Icon name size=IconSize::Small /></span> }
}

#[component]
fn NobodyListed(is_filtered: bool) -> impl IntoView {
    if is_filtered {
        view! { <EmptyState title="Nobody matches" words="No person or team that is listed here has these words in its name." /> }
    } else {
        view! {
            <EmptyState
                icon=IconName::Users
                title="Nobody is listed here"
                words="People have their role in this registry through the organization."
            />
        }
    }
}
