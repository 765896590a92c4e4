use proptest::prelude::*;

use super::*;
use crate::event::EventKind;

fn record(kind: EventKind, after: &str) -> EventRecord {
    EventRecord {
        chain: "organization:1".to_owned(),
        seq: 0,
        at: "2026-11-26T18:00:00.000000Z".to_owned(),
        kind: kind.name().to_owned(),
        actor_id: Some(7),
        actor: Some("ada".to_owned()),
        via: "sdk".to_owned(),
        request_id: None,
        address: None,
        user_agent: None,
        project_id: Some(3),
        collection_id: None,
        artifact_id: None,
        subject: Some("my-org/wandb-registry-model".to_owned()),
        before: None,
        after: Some(after.to_owned()),
        previous_hash: String::new(),
        hash: String::new(),
    }
}

fn chain_of(afters: &[String]) -> (Vec<EventRecord>, Head) {
    let mut head = Head::beginning();
    let mut events = Vec::new();
    for (index, after) in afters.iter().enumerate() {
        let mut event = record(EventKind::ALL[index % EventKind::ALL.len()], after);
        head = append(&mut event, &head);
        events.push(event);
    }
    (events, head)
}

fn verify(events: &[EventRecord], head: &Head) -> Result<Head, Break> {
    let mut verifier = Verifier::new("organization:1");
    for event in events {
        verifier.push(event)?;
    }
    verifier.finish(Some(head))
}

/// Changes one field, chosen by its index, of an event; the stored hash stays.
fn tamper(event: &mut EventRecord, field: usize) {
    let longer =
        |text: &mut Option<String>| *text = Some(format!("{}!", text.as_deref().unwrap_or_default()));
    let other = |number: &mut Option<i64>| *number = number.map_or(Some(1), |_| None);
    match field {
        0 => event.at.push('!'),
        1 => event.kind.push('!'),
        2 => other(&mut event.actor_id),
        3 => longer(&mut event.actor),
        4 => event.via.push('!'),
        5 => longer(&mut event.request_id),
        6 => longer(&mut event.address),
        7 => longer(&mut event.user_agent),
        8 => other(&mut event.project_id),
        9 => other(&mut event.collection_id),
        10 => other(&mut event.artifact_id),
        11 => longer(&mut event.subject),
        12 => longer(&mut event.before),
        _ => longer(&mut event.after),
    }
}

#[test]
fn the_bytes_that_are_hashed_are_those_of_the_documentation() {
    let mut event = record(EventKind::AliasProtected, "{}");
    append(&mut event, &Head::beginning());
    let text = String::from_utf8(event.canonical()).unwrap();
    let expected = "vitrine event 1\n14:organization:1,1:1,27:2026-11-26T18:00:00.000000Z,15:alias_protected,1:7,3:ada,3:sdk,-,-,-,1:3,-,-,\
         27:my-org/wandb-registry-model,-,2:{},64:";
    assert_eq!(text, format!("{expected}{BEGINNING},"));
    // `printf '…' | sha256sum` of that text.
    assert_eq!(
        event.hash,
        "a4300b66aeaad068b430c070e818d0e48965383e1b2d5ea1b6ab22edfb920dd7"
    );
}

#[test]
fn fields_that_change_places_do_not_keep_the_hash() {
    let mut one = record(EventKind::AliasAdded, "x");
    let mut two = one.clone();
    (one.request_id, one.address) = (Some("a".to_owned()), None);
    (two.request_id, two.address) = (None, Some("a".to_owned()));
    assert_ne!(hash(&one), hash(&two));
}

#[test]
fn a_head_that_was_noted_shows_that_a_whole_chain_was_written_anew() {
    let (_, noted) = chain_of(&["a".to_owned(), "b".to_owned()]);
    let (forged, head) = chain_of(&["a".to_owned(), "forged".to_owned(), "c".to_owned()]);
    assert_eq!(
        verify(&forged, &head),
        Ok(head.clone()),
        "alone, the new chain is whole"
    );
    let mut verifier = Verifier::new("organization:1").that_meets(noted.clone());
    assert_eq!(verifier.push(&forged[0]), Ok(()));
    assert_eq!(verifier.push(&forged[1]), Err(Break::Noted { seq: 2 }));
    let cut = Verifier::new("organization:1").that_meets(noted);
    assert_eq!(cut.finish(None), Err(Break::Noted { seq: 2 }));
}

proptest! {
    #[test]
    fn a_chain_that_nobody_touched_is_whole(afters in proptest::collection::vec(".{0,12}", 0..12)) {
        let (events, head) = chain_of(&afters);
        prop_assert_eq!(verify(&events, &head), Ok(head));
    }

    #[test]
    fn a_changed_field_is_found_where_it_is(afters in proptest::collection::vec(".{0,12}", 1..12), at in any::<prop::sample::Index>(), field in 0_usize..14) {
        let (mut events, head) = chain_of(&afters);
        let index = at.index(events.len());
        tamper(&mut events[index], field);
        prop_assert_eq!(verify(&events, &head), Err(Break::Changed { seq: events[index].seq }));
    }

    #[test]
    fn a_change_that_is_hashed_anew_is_found_behind_it(afters in proptest::collection::vec(".{0,12}", 1..12), at in any::<prop::sample::Index>(), field in 0_usize..14) {
        let (mut events, head) = chain_of(&afters);
        let index = at.index(events.len());
        tamper(&mut events[index], field);
        events[index].hash = hash(&events[index]);
        let seq = events[index].seq;
        let found = verify(&events, &head);
        if index + 1 < events.len() {
            prop_assert_eq!(found, Err(Break::Replaced { seq: seq + 1 }));
        } else {
            prop_assert_eq!(found, Err(Break::Last { seq }));
        }
    }

    #[test]
    fn a_removed_event_is_found(afters in proptest::collection::vec(".{0,12}", 1..12), at in any::<prop::sample::Index>()) {
        let (mut events, head) = chain_of(&afters);
        let index = at.index(events.len());
        let removed = events.remove(index);
        let expected = match events.get(index) {
            Some(next) => Break::Gap { expected: removed.seq, found: next.seq },
            None => Break::End { found: removed.seq - 1, head: removed.seq },
        };
        prop_assert_eq!(verify(&events, &head), Err(expected));
    }

    #[test]
    fn two_events_that_changed_places_are_found(afters in proptest::collection::vec(".{0,12}", 2..12), at in any::<prop::sample::Index>()) {
        let (mut events, head) = chain_of(&afters);
        let index = at.index(events.len() - 1);
        events.swap(index, index + 1);
        let first = i64::try_from(index).unwrap() + 1;
        prop_assert_eq!(verify(&events, &head), Err(Break::Gap { expected: first, found: first + 1 }));
    }

    #[test]
    fn an_exported_line_reads_back_to_the_same_hash(after in ".{0,40}") {
        let (events, _) = chain_of(&[after]);
        let line = serde_json::to_string(&events[0]).unwrap();
        let back: EventRecord = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(hash(&back), events[0].hash.clone());
    }
}
