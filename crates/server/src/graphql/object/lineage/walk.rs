//! The walk along the edges of the lineage.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use async_graphql::Context;
use domain::permission::Capability;

use crate::fault::Answer;
use crate::graphql::{api, visible};
use crate::store::artifact::ArtifactRow;
use crate::store::run::RunRow;
use crate::store::{self};

/// The greatest number of nodes of one answer.
const NODES_MAX: usize = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
/// What a node is known by.
pub enum Key {
    Artifact(i64),
    Run(i64),
}

pub enum Thing {
    Artifact(ArtifactRow),
    Run(RunRow),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl Thing {
    /// What it is known by.
    pub fn key(&self) -> Key {
        match self {
            Self::Artifact(row) => Key::Artifact(row.id),
            Self::Run(row) => Key::Run(row.id),
        }
    }
}

/// The visible neighbours of a node in one direction.
///
/// A run is shown where its project may be seen, and where it made a version that may be seen: a registry shows where its
/// versions come from. What is not to be seen is left out without a trace.
pub async fn neighbours(ctx: &Context<'_>, key: Key, direction: Direction) -> Answer<Vec<Thing>> {
    let mut db = api(ctx)?.store.read().await?;
    match (key, direction) {
        (Key::Artifact(id), Direction::Up) => Ok(store::lineage::runs_logging(&mut db, id)
            .await?
            .into_iter()
            .map(Thing::Run)
            .collect()),
        (Key::Artifact(id), Direction::Down) => {
            let rows = store::lineage::runs_using(&mut db, id).await?;
            drop(db);
            let mut found = Vec::new();
            for row in rows {
                if visible::project(ctx, row.project_id).await?.is_some() {
                    found.push(Thing::Run(row));
                }
            }
            Ok(found)
        }
        (Key::Run(id), direction) => {
            let rows = match direction {
                Direction::Up => store::artifact::inputs_of_run(&mut db, id).await?,
                Direction::Down => store::artifact::outputs_of_run(&mut db, id).await?,
            };
            drop(db);
            let mut found = Vec::new();
            for row in rows {
                if visible::may_artifact(ctx, row.id, Capability::SeeRegistry).await? {
                    found.push(Thing::Artifact(row));
                }
            }
            Ok(found)
        }
    }
}

pub struct Walk {
    pub things: BTreeMap<Key, (Thing, i32)>,
    pub order: Vec<Key>,
    pub edges: BTreeSet<(Key, Key)>,
    pub hit_limit: bool,
}

impl Walk {
    /// Takes in what is so many hops away in one direction.
    pub async fn explore(
        &mut self,
        ctx: &Context<'_>,
        focus: Key,
        hops: i32,
        direction: Direction,
    ) -> Answer<()> {
        let mut queue = VecDeque::from([(focus, 0)]);
        while let Some((key, hop)) = queue.pop_front() {
            if hop == hops {
                continue;
            }
            for thing in neighbours(ctx, key, direction).await? {
                let found = thing.key();
                let is_known = self.things.contains_key(&found);
                if !is_known && self.things.len() >= NODES_MAX {
                    self.hit_limit = true;
                    continue;
                }
                self.edges.insert(if direction == Direction::Up {
                    (found, key)
                } else {
                    (key, found)
                });
                if !is_known {
                    let signed = if direction == Direction::Up {
                        -(hop + 1)
                    } else {
                        hop + 1
                    };
                    self.things.insert(found, (thing, signed));
                    self.order.push(found);
                    queue.push_back((found, hop + 1));
                }
            }
        }
        Ok(())
    }
}
