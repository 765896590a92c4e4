use proptest::prelude::*;

use super::*;

/// The columns of a table such as that of members, with keys that people name.
#[derive(Debug, Clone, PartialEq)]
enum Column {
    Name,
    Role,
    Metric(String),
}

impl TableKey for Column {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "name" => Some(Self::Name),
            "role" => Some(Self::Role),
            other => other
                .strip_prefix("metric:")
                .map(|key| Self::Metric(key.to_owned())),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Role => "role".to_owned(),
            Self::Metric(key) => format!("metric:{key}"),
        }
    }

    fn first_sort() -> TableSort<Self> {
        TableSort {
            key: Self::Name,
            is_descending: false,
        }
    }
}

fn column() -> impl Strategy<Value = Column> {
    prop_oneof![
        Just(Column::Name),
        Just(Column::Role),
        ".{0,9}".prop_map(Column::Metric),
    ]
}

fn column_list() -> impl Strategy<Value = Vec<Column>> {
    proptest::collection::vec(column(), 0..5).prop_map(|mut columns| {
        let mut seen = Vec::new();
        columns.retain(|column| {
            let is_new = !seen.contains(column);
            seen.push(column.clone());
            is_new
        });
        columns
    })
}

proptest! {
    #[test]
    fn reading_what_was_printed_gives_the_same_state(
        key in column(),
        is_descending in any::<bool>(),
        filter in ".{0,12}",
        columns in proptest::option::of(column_list()),
        page in 1_u32..,
    ) {
        let state = TableState { sort: TableSort { key, is_descending }, filter, columns, page };
        prop_assert_eq!(TableState::<Column>::parse(&state.to_string()), state);
    }

    #[test]
    fn any_text_is_read(text in ".{0,80}") {
        let state = TableState::<Column>::parse(&text);
        prop_assert_eq!(TableState::<Column>::parse(&state.to_string()), state);
    }

    #[test]
    fn what_else_the_query_carries_stays(filter in ".{0,12}", page in 1_u32..9) {
        let state = TableState::<Column>::default().filtered(filter).on_page(page);
        let query = state.write(Query::parse("tab=members"));
        prop_assert_eq!(query.get("tab"), Some("members"));
        prop_assert_eq!(TableState::read(&query), state);
    }
}

#[test]
fn the_default_is_not_written_and_nonsense_is_the_default() {
    assert_eq!(TableState::<Column>::default().to_string(), "");
    let nonsense = TableState::<Column>::parse("sort=-colour&page=0&page=-1");
    assert_eq!(nonsense, TableState::default());
}

#[test]
fn another_sort_or_filter_starts_at_the_first_page() {
    let state = TableState::<Column>::default().on_page(7);
    assert_eq!(state.clone().filtered("ada".to_owned()).to_string(), "q=ada");
    let sorted = state.sorted_by(Column::Role, true);
    assert_eq!(sorted.to_string(), "sort=-role");
    assert_eq!(sorted.sorted_by(Column::Role, true).to_string(), "sort=role");
}

#[test]
fn columns_that_are_as_the_table_shows_them_are_not_written() {
    let own = [Column::Name, Column::Role];
    let state = TableState::default().sorted_by(Column::Role, false);
    let hidden = state.with_column_toggled(&Column::Role, &own);
    assert_eq!(
        hidden.to_string(),
        "columns=name",
        "and the sort is the first again"
    );
    assert_eq!(hidden.with_column_toggled(&Column::Role, &own).to_string(), "");
    let none = TableState::<Column>::parse("columns=");
    assert_eq!(none.columns, Some(vec![]), "no column is a choice too");
}
