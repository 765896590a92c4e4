//! Drawings of graphs that `domain` laid out.

mod edges;
mod minimap;
mod node;
mod plane;
mod scene;
mod viewport;

pub use plane::GraphPlane;
pub use scene::{HiddenCount, NodeShape, Scene, SceneNode};
