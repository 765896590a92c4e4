use super::*;
use proptest::prelude::*;

const BOX: NodeSize = NodeSize {
    width: 140.0,
    height: 44.0,
};

fn graph(count: usize, edges: &[(usize, usize)]) -> Graph {
    Graph::new(vec![BOX; count], edges.to_vec())
}

fn any_graph() -> impl Strategy<Value = Graph> {
    (1_usize..40).prop_flat_map(|count| {
        proptest::collection::vec((0..count, 0..count), 0..90).prop_map(move |edges| graph(count, &edges))
    })
}

fn drawn(graph: &Graph) -> Layout {
    layout(graph, &Spacing::default())
}

#[test]
fn a_chain_is_one_straight_line() {
    let got = drawn(&graph(4, &[(0, 1), (1, 2), (2, 3)]));
    assert_eq!(got.columns, [0, 1, 2, 3]);
    assert!(
        got.centers
            .windows(2)
            .all(|pair| (pair[0].1 - pair[1].1).abs() < 1e-6 && pair[0].0 < pair[1].0)
    );
    assert_eq!(got.routes[0].svg_path(), "M140,0H200");
}

#[test]
fn an_edge_past_a_column_goes_around_its_nodes() {
    let got = drawn(&graph(3, &[(0, 1), (1, 2), (0, 2)]));
    let (_, middle_y) = got.centers[1];
    let passing = got.routes[2].points[1].1;
    assert!(
        (passing - middle_y).abs() >= BOX.height / 2.0 + 10.0,
        "{passing} {middle_y}"
    );
}

#[test]
fn two_pairs_do_not_cross() {
    let got = drawn(&graph(4, &[(0, 3), (1, 2)]));
    assert_eq!(
        got.centers[0].1 < got.centers[1].1,
        got.centers[3].1 < got.centers[2].1
    );
}

#[test]
fn a_source_stands_next_to_what_uses_it() {
    let got = drawn(&graph(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]));
    assert_eq!(got.columns[4], 2);
}

#[test]
fn an_empty_graph_and_a_loop_are_drawn() {
    assert_eq!(drawn(&graph(0, &[])), Layout::default());
    let got = drawn(&graph(1, &[(0, 0)]));
    assert_eq!((got.centers.len(), got.routes[0].svg_path()), (1, String::new()));
}

#[test]
fn upstream_and_downstream_stop_at_the_node() {
    // 0 → 1 → 2 → 3, 4 → 2, 1 → 5
    let lineage = graph(6, &[(0, 1), (1, 2), (2, 3), (4, 2), (1, 5)]);
    assert_eq!(
        upstream(&lineage, 2).nodes,
        [true, true, true, false, true, false]
    );
    assert_eq!(upstream(&lineage, 2).edges, [true, true, false, true, false]);
    assert_eq!(
        downstream(&lineage, 2).nodes,
        [false, false, true, true, false, false]
    );
    assert_eq!(through(&lineage, 2).node_count(), 5);
    assert_eq!(path_between(&lineage, 0, 3), Some(vec![0, 1, 2, 3]));
    assert_eq!(path_between(&lineage, 5, 3), None);
}

#[test]
fn the_outline_opens_each_node_once() {
    let items = outline(&graph(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]));
    let lines: Vec<(usize, usize, bool)> = items
        .iter()
        .map(|item| (item.node, item.depth, item.is_repeat))
        .collect();
    assert_eq!(
        lines,
        [
            (0, 0, false),
            (1, 1, false),
            (3, 2, false),
            (2, 1, false),
            (3, 2, true)
        ]
    );
}

#[test]
fn a_deep_chain_and_a_wide_fan_are_drawn() {
    let chain: Vec<(usize, usize)> = (0..1_000).map(|at| (at, at + 1)).collect();
    assert_eq!(drawn(&graph(1_001, &chain)).columns[1_000], 1_000);
    let fan: Vec<(usize, usize)> = (1..=3_000).map(|at| (0, at)).collect();
    let got = drawn(&graph(3_001, &fan));
    assert!(got.bounds.height() < 3_000.0 * 65.0);
    assert!((got.centers[0].1 - got.bounds.min_y.midpoint(got.bounds.max_y)).abs() < 100.0);
}

proptest! {
    #[test]
    fn nodes_never_overlap_and_everything_is_within_bounds(lineage in any_graph()) {
        let got = drawn(&lineage);
        for (at, a) in got.centers.iter().enumerate() {
            prop_assert!(a.0.is_finite() && a.1.is_finite());
            for b in &got.centers[at + 1..] {
                let apart = (a.0 - b.0).abs() >= BOX.width || (a.1 - b.1).abs() >= BOX.height + 20.0 - 1e-6;
                prop_assert!(apart, "{a:?} {b:?}");
            }
        }
        for (x, y) in got.routes.iter().flat_map(|route| &route.points) {
            prop_assert!((got.bounds.min_x..=got.bounds.max_x).contains(x));
            prop_assert!((got.bounds.min_y..=got.bounds.max_y).contains(y));
        }
    }

    #[test]
    fn edges_without_a_cycle_go_to_the_right(pairs in proptest::collection::vec((0_usize..30, 0_usize..30), 0..80)) {
        let edges: Vec<(usize, usize)> = pairs.into_iter().filter(|(a, b)| a < b).collect();
        let got = drawn(&graph(30, &edges));
        prop_assert!(edges.iter().all(|&(from, to)| got.columns[from] < got.columns[to]));
    }

    #[test]
    fn routes_run_from_source_to_target(lineage in any_graph()) {
        let got = drawn(&lineage);
        for (&(from, to), route) in lineage.edges().iter().zip(&got.routes) {
            if from == to {
                prop_assert!(route.points.is_empty());
                continue;
            }
            prop_assert_eq!(route.points.first().unwrap().1.to_bits(), got.centers[from].1.to_bits());
            prop_assert_eq!(route.points.last().unwrap().1.to_bits(), got.centers[to].1.to_bits());
        }
    }

    #[test]
    fn the_same_graph_gives_the_same_picture(lineage in any_graph()) {
        prop_assert_eq!(drawn(&lineage), drawn(&lineage));
    }

    #[test]
    fn the_outline_names_every_node(lineage in any_graph()) {
        let items = outline(&lineage);
        let mut opened: Vec<usize> = items.iter().filter(|item| !item.is_repeat).map(|item| item.node).collect();
        opened.sort_unstable();
        prop_assert_eq!(opened, (0..lineage.node_count()).collect::<Vec<_>>());
    }
}
