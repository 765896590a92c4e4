//! Lays out a graph of the peers' benchmark and prints the picture as JSON, the time to standard error.
//!
//! `cargo run --release -p domain --example lineage_layout -- GRAPH.json > OUT.json`

use std::time::Instant;

use domain::lineage::{Graph, NodeSize, Spacing, layout};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a graph file")?;
    let given: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let nodes = given["nodes"].as_array().ok_or("no nodes")?;
    let index = |id: &Value| nodes.iter().position(|node| node["id"] == *id);
    let size = |node: &Value, side: &str| node[side].as_f64().unwrap_or_default();
    let sizes = nodes
        .iter()
        .map(|node| NodeSize {
            width: size(node, "width"),
            height: size(node, "height"),
        })
        .collect();
    let edges = given["edges"].as_array().ok_or("no edges")?;
    let edges = edges
        .iter()
        .filter_map(|edge| Some((index(&edge["source"])?, index(&edge["target"])?)))
        .collect();
    let graph = Graph::new(sizes, edges);
    let spacing = Spacing::default();
    let mut best_ms = f64::INFINITY;
    let mut drawn = layout(&graph, &spacing);
    for _ in 0..5 {
        let start = Instant::now();
        drawn = layout(&graph, &spacing);
        best_ms = best_ms.min(start.elapsed().as_secs_f64() * 1e3);
    }
    eprintln!(
        "{} nodes, {} edges: {best_ms:.1} ms",
        graph.node_count(),
        graph.edges().len()
    );
    let flat = |points: &[(f64, f64)]| points.iter().flat_map(|&(x, y)| [x, y]).collect::<Vec<f64>>();
    let routes: Vec<Value> = drawn
        .routes
        .iter()
        .map(|route| json!(flat(&route.points)))
        .collect();
    let (x, y): (Vec<f64>, Vec<f64>) = drawn.centers.iter().copied().unzip();
    println!("{}", json!({ "x": x, "y": y, "edges": routes }));
    Ok(())
}
