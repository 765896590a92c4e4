//! What a filter means. The server asks the database instead, and a test holds that both say the same.

use std::cmp::Ordering;

use serde_json::Value;

use super::{Comparison, Fields, Filter, Test};

impl Filter {
    /// Whether the filter holds for a thing.
    pub fn holds(&self, thing: &impl Fields) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(thing)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(thing)),
            Self::None(parts) => !parts.iter().any(|part| part.holds(thing)),
            Self::Field(field, test) => test.passes(&thing.values(field), &thing.texts(field)),
        }
    }
}

impl Test {
    /// Whether the test passes for a field with these values, and these texts to look in.
    pub fn passes(&self, values: &[Value], texts: &[String]) -> bool {
        let has = |wanted: &Value| match wanted {
            Value::Null => values.iter().all(Value::is_null),
            wanted => values.iter().any(|found| is_equal(found, wanted)),
        };
        match self {
            Self::Equal(wanted) => has(wanted),
            Self::In(wanted) => wanted.iter().any(has),
            Self::AllOf(wanted) => wanted.iter().all(has),
            Self::Compare(sign, wanted) => values.iter().any(|found| compares(found, *sign, wanted)),
            Self::Size(size) => u64::try_from(values.len()).is_ok_and(|count| count == *size),
            Self::Contains(Value::String(part)) => texts.iter().any(|text| text.contains(part.as_str())),
            Self::Contains(wanted) => values.iter().any(|found| is_equal(found, wanted)),
            Self::Exists(wanted) => values.iter().any(|found| !found.is_null()) == *wanted,
            Self::Pattern(pattern) => texts.iter().any(|text| pattern.matches(text)),
            Self::Not(test) => !test.passes(values, texts),
            Self::Both(parts) => parts.iter().all(|part| part.passes(values, texts)),
        }
    }
}

fn is_equal(found: &Value, wanted: &Value) -> bool {
    match (found.as_f64(), wanted.as_f64()) {
        (Some(a), Some(b)) => a.partial_cmp(&b) == Some(Ordering::Equal),
        _ => !wanted.is_null() && found == wanted,
    }
}

fn compares(found: &Value, sign: Comparison, wanted: &Value) -> bool {
    let order = match (found, wanted) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64().zip(b.as_f64()).and_then(|(a, b)| a.partial_cmp(&b))
        }
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        _ => None,
    };
    order.is_some_and(|order| match sign {
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    struct Thing(Value);

    impl Fields for Thing {
        fn values(&self, field: &str) -> Vec<Value> {
            match &self.0[field] {
                Value::Null => Vec::new(),
                Value::Array(values) => values.clone(),
                other => vec![other.clone()],
            }
        }
    }

    fn holds(filter: &Value) -> bool {
        let thing = Thing(json!({"name": "fraud-detector", "size": 12, "alias": ["latest", "production"]}));
        Filter::parse(&filter.to_string()).unwrap().holds(&thing)
    }

    #[test]
    fn each_operator_accepts_and_refuses() {
        let cases = [
            (json!({"name": "fraud-detector"}), json!({"name": "fraud"})),
            (json!({"size": {"$eq": 12.0}}), json!({"size": {"$eq": "12"}})),
            (json!({"size": {"$gt": 11}}), json!({"size": {"$gt": 12}})),
            (json!({"size": {"$gte": 12}}), json!({"size": {"$gte": 13}})),
            (
                json!({"size": {"$lt": 13, "$gt": 1}}),
                json!({"size": {"$lt": 13, "$gt": 12}}),
            ),
            (json!({"size": {"$lte": 12}}), json!({"size": {"$lte": 11}})),
            (json!({"name": {"$ne": "x"}}), json!({"alias": {"$ne": "latest"}})),
            (
                json!({"alias": {"$in": ["x", "latest"]}}),
                json!({"alias": {"$nin": ["latest"]}}),
            ),
            (
                json!({"alias": {"$all": ["production", "latest"]}}),
                json!({"alias": {"$all": ["production", "x"]}}),
            ),
            (json!({"alias": {"$size": 2}}), json!({"alias": {"$size": 1}})),
            (
                json!({"name": {"$contains": "detect"}}),
                json!({"name": {"$contains": "fraud-x"}}),
            ),
            (
                json!({"name": {"$exists": true}}),
                json!({"absent": {"$exists": true}}),
            ),
            (json!({"absent": null}), json!({"name": null})),
            (
                json!({"absent": {"$in": [null]}}),
                json!({"name": {"$in": [null]}}),
            ),
            (
                json!({"name": {"$regex": "^fraud-(x|d).*r$"}}),
                json!({"name": {"$regex": "^detector"}}),
            ),
            (
                json!({"$or": [{"size": 1}, {"size": 12}]}),
                json!({"$nor": [{"size": 1}, {"size": 12}]}),
            ),
            (
                json!({"$and": [{"size": 12}, {"alias": "production"}]}),
                json!({"$not": {"size": 12}}),
            ),
            (
                json!({"name": {"$not": {"$regex": "z"}}}),
                json!({"name": {"$not": {"$contains": "f"}}}),
            ),
        ];
        for (yes, no) in cases {
            assert!(holds(&yes), "{yes}");
            assert!(!holds(&no), "{no}");
        }
    }
}
