//! What stands in the place of data: on its way, empty, failed, refused.

use leptos::prelude::*;

use super::Section;
use crate::components::NoPermissionPanel;
use crate::ui::{Banner, Button, CodeBlock, EmptyState, ErrorPanel, IconName, Progress, SkeletonRows};

#[component]
pub(super) fn States() -> impl IntoView {
    view! {
        <Section title="On its way">
            <Progress
                label="Uploading fraud-detector"
                fraction=Signal::derive(|| Some(0.3))
                numbers="12 of 40 MB"
                on_cancel=|()| {}
            />
            <Progress label="Waiting for the server" fraction=Signal::derive(|| None) />
            <SkeletonRows rows=3 />
        </Section>
        <Section title="Empty, failed, refused">
            <EmptyState icon=IconName::Box title="No version yet" words="Link one from a run. This line is all it takes:">
                <CodeBlock label="Line that links" code="run.link_artifact(artifact, target_path=\"model/first\")" />
            </EmptyState>
            <ErrorPanel
                title="Could not load the lineage"
                message="The server took longer than 10 s. Everything else on this page is up to date."
                request_id=Some("01J8K2".to_owned())
                on_retry=|()| {}
            />
            <NoPermissionPanel
                title="You may not change the members of Models"
                because="Needs admin in Models. You are a member through team Risk analytics."
                request=Some("Please make me an admin of Models.".to_owned())
            />
        </Section>
        <Section title="Above the page">
            <Banner icon=IconName::WifiOff is_warning=true words="You are offline. What is shown stays.">
                <Button is_small=true>"Try now"</Button>
            </Banner>
            <Banner icon=IconName::RotateCcw words="Vitrine was updated."><Button is_small=true>"Reload"</Button></Banner>
        </Section>
    }
}
