//! What is pressed, and small signs.

use leptos::prelude::*;

use super::Section;
use crate::ui::{
    Avatar, Badge, BadgeKind, Button, ButtonKind, Checkbox, CopyButton, GuardedButton, IconButton, IconName,
    Pagination, Segmented, SortDirection, SortHeader, Switch, Tab, Tabs, Ticked, Tooltip,
};

#[component]
pub(super) fn Controls() -> impl IntoView {
    view! {
        <Section title="Buttons"><Buttons /></Section>
        <Section title="Boxes, switches, choices"><Choices /></Section>
        <Section title="Badges and people"><Signs /></Section>
        <Section title="Tabs, pages, headers"><Ways /></Section>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let kinds = [
        (ButtonKind::Primary, "Primary"),
        (ButtonKind::Normal, "Normal"),
        (ButtonKind::Quiet, "Quiet"),
        (ButtonKind::Danger, "Danger"),
    ];
    let each = move |is_small: bool| {
        kinds
            .map(|(kind, words)| view! { <Button kind is_small icon=IconName::Link>{words}</Button> })
            .collect_view()
    };
    let refusal = || Some("Needs member in Models. You are a viewer through team Risk analytics.".to_owned());
    view! {
        <div class="row wrap">{each(false)}</div>
        <div class="row wrap">{each(true)}</div>
        <div class="row wrap">
            <Button is_pending=Signal::derive(|| true)>"Pending…"</Button>
            <GuardedButton refusal=Signal::derive(refusal) on_press=|()| {}>"Link version"</GuardedButton>
            <Tooltip text="It has a hint"><Button>"With a hint"</Button></Tooltip>
            <IconButton icon=IconName::Pencil label="Edit" on_press=|()| {} />
            <CopyButton text="abc" label="Copy digest" />
        </div>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let (ticked, is_on, axis) = (RwSignal::new(true), RwSignal::new(true), RwSignal::new(1));
    view! {
        <div class="row wrap">
            <Checkbox
                label="Ticked"
                ticked=Signal::derive(move || Ticked::from(ticked.get()))
                on_tick=move |on| ticked.set(on)
            />
            <Checkbox label="Not ticked" ticked=Signal::derive(|| Ticked::No) on_tick=|_| {} />
            <Checkbox label="Some of them" ticked=Signal::derive(|| Ticked::Some) on_tick=|_| {} help="412 of 500." />
            <Switch label="On" is_on on_turn=move |on| is_on.set(on) />
            <Switch label="Off" is_on=Signal::derive(|| false) on_turn=|_| {} help="Saved at once." />
            <Segmented
                label="Axis"
                choices=vec![(1, "Step"), (2, "Time")]
                chosen=axis
                on_choose=move |choice| axis.set(choice)
            />
        </div>
    }
}

#[component]
fn Signs() -> impl IntoView {
    let badges = [
        (BadgeKind::Version, "v410"),
        (BadgeKind::Alias, "latest"),
        (BadgeKind::Protected, "production"),
        (BadgeKind::Tag, "reviewed"),
        (BadgeKind::Artifact, "model"),
        (BadgeKind::Run, "sweet-wind-88"),
        (BadgeKind::Neutral, "Organization"),
        (BadgeKind::Success, "Finished"),
        (BadgeKind::Warning, "Stale"),
        (BadgeKind::Danger, "Failed"),
    ];
    let badges = badges
        .map(|(kind, text)| view! { <Badge kind text /> })
        .collect_view();
    let people = ["Ines Marchetti", "Dario Okafor", "deploy-bot"];
    let people = people
        .map(|name| view! { <Avatar name is_large=true /> })
        .collect_view();
    view! { <div class="row wrap">{badges} {people}</div> }
}

#[component]
fn Ways() -> impl IntoView {
    let tab = |label: &str, is_current| Tab {
        label: label.to_owned(),
        href: "/gallery".to_owned(),
        count: Some("12".to_owned()),
        is_current,
    };
    let tabs = vec![tab("Versions", true), tab("Activity", false)];
    let sorted = RwSignal::new(SortDirection::Descending);
    let direction = Signal::derive(move || Some(sorted.get()));
    let sort = move |()| sorted.update(|sorted| *sorted = sorted.reversed());
    view! {
        <Tabs label="Parts of the gallery" tabs=Signal::derive(move || tabs.clone()) />
        <Pagination
            label="Pages of the gallery"
            page=Signal::derive(|| 5)
            page_count=Signal::derive(|| 12)
            href=|page: u32| format!("/gallery?page={page}")
        />
        <div class="table-frame">
            <table class="table">
                <thead><tr>
                    <SortHeader label="Size" direction is_number=true on_sort=sort />
                    <SortHeader label="Run" direction=Signal::derive(|| None) on_sort=|()| {} />
                </tr></thead>
                <tbody><tr><td class="num">"48.1 MB"</td><td>"sweet-wind-88"</td></tr></tbody>
            </table>
        </div>
    }
}
