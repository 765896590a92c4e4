use proptest::prelude::*;

use super::*;

fn any_sort() -> impl Strategy<Value = SortOrder> {
    let key = prop_oneof![
        Just(SortKey::Version),
        Just(SortKey::Linked),
        Just(SortKey::Size),
        Just(SortKey::Files),
        Just(SortKey::Run),
        ".{0,12}".prop_map(SortKey::Metric),
    ];
    (key, any::<bool>()).prop_map(|(key, is_descending)| SortOrder { key, is_descending })
}

proptest! {
    #[test]
    fn reading_what_was_printed_gives_the_same_state(
        columns in proptest::collection::btree_set(".{1,9}", 0..5),
        sort in any_sort(),
        filter in ".{0,12}",
        pages in 1_u32..=1_000,
        is_card in any::<bool>(),
    ) {
        let tab = if is_card { CollectionTab::Card } else { CollectionTab::Versions };
        let columns = columns.into_iter().collect();
        let state = CollectionState { tab, columns, sort, filter, row_count: pages * ROWS_PER_PAGE };
        prop_assert_eq!(CollectionState::parse(&state.to_string()), state);
    }

    #[test]
    fn any_text_is_read(text in ".{0,60}") {
        let state = CollectionState::parse(&text);
        prop_assert_eq!(CollectionState::parse(&state.to_string()), state);
    }
}

#[test]
fn the_default_is_not_written() {
    assert_eq!(CollectionState::default().to_string(), "");
    assert_eq!(CollectionState::parse(""), CollectionState::default());
    assert_eq!(
        CollectionState::parse("sort=nonsense&rows=7"),
        CollectionState::default()
    );
}

#[test]
fn the_address_of_the_contract_is_read() {
    let state = CollectionState::parse("?columns=loss,accuracy&sort=-version");
    assert_eq!(state.columns, ["loss", "accuracy"]);
    assert_eq!(state.sort, SortOrder::default());
}

#[test]
fn keys_with_commas_and_backslashes_come_back() {
    let columns = vec!["a,b".to_owned(), "c\\".to_owned(), "d\\,e".to_owned()];
    let state = CollectionState {
        columns: columns.clone(),
        ..CollectionState::default()
    };
    assert_eq!(CollectionState::parse(&state.to_string()).columns, columns);
}

#[test]
fn hiding_the_column_that_rows_are_sorted_by_sorts_by_version_again() {
    let state = CollectionState::parse("columns=loss&sort=metric:loss");
    assert_eq!(state.with_column_toggled("loss"), CollectionState::default());
}

#[test]
fn pressing_a_header_sorts_by_it_and_then_turns_it_round() {
    let by_size = SortOrder::default().pressed(SortKey::Size);
    assert_eq!(by_size.to_string(), "-size");
    assert_eq!(by_size.pressed(SortKey::Size).to_string(), "size");
    assert_eq!(
        SortOrder::default().pressed(SortKey::Version).to_string(),
        "version"
    );
}
