//! The walk along the edges of the lineage: breadth first, one question a hop and direction.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::Context;

use super::neighbours::{Direction, Key, Neighbours};
use crate::fault::Answer;

/// How far a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Hops to what it came from.
    pub hops_up: i32,
    /// Hops to what came from it.
    pub hops_down: i32,
    /// Whether it goes on from each node both ways, so that siblings and what else went into a use are found.
    pub is_extended: bool,
    /// The greatest number of nodes.
    pub nodes_max: usize,
}

/// What a walk found.
pub struct Walk {
    /// The nodes in the order in which they were found, with hops from the focus: negative upstream, positive downstream.
    pub nodes: Vec<(Key, i32)>,
    /// All edges between these nodes, from what was first to what came of it.
    pub edges: BTreeSet<(Key, Key)>,
    /// Neighbours of each node that are not among the nodes: upstream, downstream.
    pub hidden: BTreeMap<Key, (usize, usize)>,
    /// Whether there was more than a walk may hold.
    pub hit_limit: bool,
}

struct Explorer<'a> {
    ctx: &'a Context<'a>,
    reach: Reach,
    neighbours: Neighbours,
    hops: BTreeMap<Key, i32>,
    order: Vec<(Key, i32)>,
    hit_limit: bool,
}

impl Explorer<'_> {
    /// Looks one hop on from each of the nodes; returns those that are new.
    async fn step(&mut self, from: &[Key], direction: Direction) -> Answer<Vec<Key>> {
        self.neighbours.look_up(self.ctx, from, direction).await?;
        let mut new = Vec::new();
        for key in from {
            let hop = self.hops.get(key).copied().unwrap_or_default()
                + match direction {
                    Direction::Up => -1,
                    Direction::Down => 1,
                };
            if hop < -self.reach.hops_up || hop > self.reach.hops_down {
                continue;
            }
            for found in self.neighbours.of(*key, direction) {
                if self.hops.contains_key(found) {
                    continue;
                }
                if self.order.len() >= self.reach.nodes_max {
                    self.hit_limit = true;
                    return Ok(new);
                }
                self.hops.insert(*found, hop);
                self.order.push((*found, hop));
                new.push(*found);
            }
        }
        Ok(new)
    }

    async fn straight(&mut self, focus: Key, hops: i32, direction: Direction) -> Answer<()> {
        let mut frontier = vec![focus];
        for _ in 0..hops {
            frontier = self.step(&frontier, direction).await?;
            if frontier.is_empty() {
                break;
            }
        }
        Ok(())
    }

    async fn both_ways(&mut self, focus: Key) -> Answer<()> {
        let mut frontier = vec![focus];
        while !frontier.is_empty() && !self.hit_limit {
            let mut new = self.step(&frontier, Direction::Up).await?;
            new.extend(self.step(&frontier, Direction::Down).await?);
            frontier = new;
        }
        Ok(())
    }

    async fn finish(mut self) -> Answer<Walk> {
        let keys: Vec<Key> = self.order.iter().map(|(key, _)| *key).collect();
        self.neighbours.look_up(self.ctx, &keys, Direction::Up).await?;
        self.neighbours.look_up(self.ctx, &keys, Direction::Down).await?;
        let mut edges = BTreeSet::new();
        let mut hidden = BTreeMap::new();
        for key in keys {
            let beyond = |direction| {
                self.neighbours
                    .of(key, direction)
                    .iter()
                    .filter(|found| !self.hops.contains_key(found))
                    .count()
            };
            hidden.insert(key, (beyond(Direction::Up), beyond(Direction::Down)));
            let sources = self.neighbours.of(key, Direction::Up);
            edges.extend(sources.iter().map(|source| (*source, key)));
            let uses = self.neighbours.of(key, Direction::Down);
            edges.extend(uses.iter().map(|made| (key, *made)));
        }
        edges.retain(|(from, to)| self.hops.contains_key(from) && self.hops.contains_key(to));
        Ok(Walk {
            nodes: self.order,
            edges,
            hidden,
            hit_limit: self.hit_limit || self.neighbours.hit_limit,
        })
    }
}

/// Walks from a node that the asker may see.
///
/// # Errors
/// When nobody is signed in or the database fails.
pub async fn walk(ctx: &Context<'_>, focus: Key, reach: Reach) -> Answer<Walk> {
    let mut explorer = Explorer {
        ctx,
        reach,
        neighbours: Neighbours::default(),
        hops: BTreeMap::from([(focus, 0)]),
        order: vec![(focus, 0)],
        hit_limit: false,
    };
    if reach.is_extended {
        explorer.both_ways(focus).await?;
    } else {
        explorer.straight(focus, reach.hops_up, Direction::Up).await?;
        explorer.straight(focus, reach.hops_down, Direction::Down).await?;
    }
    explorer.finish().await
}
