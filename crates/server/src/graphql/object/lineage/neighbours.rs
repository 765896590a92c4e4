//! What stands next to many nodes at once, as far as the asker may see it.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::Context;

use crate::fault::Answer;
use crate::graphql::{api, visible};
use crate::store::lineage::{FlowKind, FlowRow, FlowsOf, flows, places};

/// Flows of one question: a version that more runs used than this is not followed to all of them.
const FLOWS_MAX: usize = 200_000;

/// What a node is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The id of a version.
    Artifact(i64),
    /// The id of a run.
    Run(i64),
}

/// Which way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// To what it came from.
    Up,
    /// To what came from it.
    Down,
}

/// Finds neighbours, many nodes at a time, and remembers them.
///
/// A version is shown where a project that holds it may be seen. A run is shown where its project may be seen, and where it made a
/// version that may be seen: a registry shows where its versions come from. What is not to be seen is left out without a trace.
#[derive(Default)]
pub struct Neighbours {
    known: BTreeMap<(Key, Direction), Vec<Key>>,
    is_shown: BTreeMap<Key, bool>,
    /// Whether a node has more neighbours than are looked at.
    pub hit_limit: bool,
}

impl Neighbours {
    /// The neighbours of a node that was looked up; none of one that was not.
    pub fn of(&self, key: Key, direction: Direction) -> &[Key] {
        self.known.get(&(key, direction)).map_or(&[], Vec::as_slice)
    }

    /// Looks up the neighbours of nodes that may be seen: a few statements, however many nodes there are.
    ///
    /// # Errors
    /// When nobody is signed in or the database fails.
    pub async fn look_up(&mut self, ctx: &Context<'_>, keys: &[Key], direction: Direction) -> Answer<()> {
        let (mut artifacts, mut runs) = (Vec::new(), Vec::new());
        for key in keys {
            if self.known.contains_key(&(*key, direction)) {
                continue;
            }
            self.known.insert((*key, direction), Vec::new());
            match key {
                Key::Artifact(id) => artifacts.push(*id),
                Key::Run(id) => runs.push(*id),
            }
        }
        let (of_artifacts, of_runs) = match direction {
            Direction::Up => (FlowKind::Output, FlowKind::Input),
            Direction::Down => (FlowKind::Input, FlowKind::Output),
        };
        let beside_artifacts = self
            .flows(ctx, of_artifacts, FlowsOf::Artifacts, &artifacts)
            .await?;
        let beside_runs = self.flows(ctx, of_runs, FlowsOf::Runs, &runs).await?;
        let found: Vec<i64> = beside_runs.iter().map(|flow| flow.artifact_id).collect();
        self.decide_on_artifacts(ctx, &found).await?;
        if of_artifacts == FlowKind::Output {
            // They made a version that is seen.
            self.is_shown
                .extend(beside_artifacts.iter().map(|flow| (Key::Run(flow.run_id), true)));
        } else {
            self.decide_on_runs(ctx, &beside_artifacts).await?;
        }
        for flow in beside_artifacts {
            self.remember(Key::Artifact(flow.artifact_id), direction, Key::Run(flow.run_id));
        }
        for flow in beside_runs {
            self.remember(Key::Run(flow.run_id), direction, Key::Artifact(flow.artifact_id));
        }
        Ok(())
    }

    fn remember(&mut self, key: Key, direction: Direction, neighbour: Key) {
        if self.is_shown.get(&neighbour) == Some(&true) {
            self.known.entry((key, direction)).or_default().push(neighbour);
        }
    }

    async fn flows(
        &mut self,
        ctx: &Context<'_>,
        kind: FlowKind,
        of: FlowsOf,
        ids: &[i64],
    ) -> Answer<Vec<FlowRow>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut db = api(ctx)?.store.read().await?;
        let mut rows = flows(&mut db, kind, of, ids, FLOWS_MAX).await?;
        self.hit_limit |= rows.len() > FLOWS_MAX;
        rows.truncate(FLOWS_MAX);
        Ok(rows)
    }

    async fn decide_on_artifacts(&mut self, ctx: &Context<'_>, ids: &[i64]) -> Answer<()> {
        let new: BTreeSet<i64> = ids
            .iter()
            .copied()
            .filter(|id| !self.is_shown.contains_key(&Key::Artifact(*id)))
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let list: Vec<i64> = new.into_iter().collect();
        let rows = places(&mut *api(ctx)?.store.read().await?, &list).await?;
        let seen = visible::projects(ctx, rows.iter().map(|row| row.project_id)).await?;
        self.is_shown
            .extend(list.into_iter().map(|id| (Key::Artifact(id), false)));
        self.is_shown.extend(
            rows.iter()
                .filter(|row| seen.contains(&row.project_id))
                .map(|row| (Key::Artifact(row.artifact_id), true)),
        );
        Ok(())
    }

    async fn decide_on_runs(&mut self, ctx: &Context<'_>, flows: &[FlowRow]) -> Answer<()> {
        let seen = visible::projects(ctx, flows.iter().map(|flow| flow.project_id)).await?;
        let mut others = BTreeSet::new();
        for flow in flows {
            let key = Key::Run(flow.run_id);
            if seen.contains(&flow.project_id) {
                self.is_shown.insert(key, true);
            } else if !self.is_shown.contains_key(&key) {
                others.insert(flow.run_id);
            }
        }
        let others: Vec<i64> = others.into_iter().collect();
        let outputs = self.flows(ctx, FlowKind::Output, FlowsOf::Runs, &others).await?;
        let made: Vec<i64> = outputs.iter().map(|flow| flow.artifact_id).collect();
        self.decide_on_artifacts(ctx, &made).await?;
        self.is_shown
            .extend(others.into_iter().map(|id| (Key::Run(id), false)));
        for flow in outputs {
            if self.is_shown.get(&Key::Artifact(flow.artifact_id)) == Some(&true) {
                self.is_shown.insert(Key::Run(flow.run_id), true);
            }
        }
        Ok(())
    }
}
