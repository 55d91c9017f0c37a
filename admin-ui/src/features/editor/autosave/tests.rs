//! What happens to a draft between the keyboard and the server, event by event.

use super::*;

fn at(minute: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(i64::from(minute) * 60, 0).expect("an instant")
}

fn fresh() -> Autosave {
    Autosave::new(3, at(0))
}

#[test]
fn nothing_written_is_nothing_to_save() {
    let mut saves = fresh();
    assert_eq!(saves.due(), Step::Nothing);
    assert_eq!(saves.state(), SaveState::Saved(at(0)));
    assert!(!saves.unsaved());
}

#[test]
fn a_pause_saves_and_the_answer_settles() {
    let mut saves = fresh();
    assert_eq!(saves.edited(), Step::Wait(PAUSE));
    assert!(saves.at_risk(true));
    assert_eq!(saves.due(), Step::Save { version: 3 });
    assert_eq!(saves.state(), SaveState::Saving);
    assert!(saves.unsaved() && !saves.at_risk(true));
    assert_eq!(saves.saved(4, at(1)), Step::Nothing);
    assert_eq!(saves.state(), SaveState::Saved(at(1)));
    assert!(!saves.unsaved());
}

#[test]
fn one_save_at_a_time_and_the_newest_text_wins() {
    let mut saves = fresh();
    let _ = saves.edited();
    assert_eq!(saves.due(), Step::Save { version: 3 });
    let _ = saves.edited();
    assert!(saves.at_risk(true));
    assert_eq!(saves.due(), Step::Nothing);
    // The second one was waiting: it goes at once, from the new version.
    assert_eq!(saves.saved(4, at(1)), Step::Save { version: 4 });
    assert_eq!(saves.saved(5, at(2)), Step::Nothing);
    assert!(!saves.unsaved());
}

#[test]
fn what_is_written_during_a_save_gets_its_own_pause() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    let _ = saves.edited();
    assert_eq!(saves.saved(4, at(1)), Step::Wait(PAUSE));
    assert!(saves.unsaved());
    assert_eq!(saves.state(), SaveState::Pending);
}

#[test]
fn failures_are_tried_again_later_each_time() {
    let mut saves = fresh();
    let _ = saves.edited();
    let mut waits = Vec::new();
    for _ in 0..5 {
        assert_eq!(saves.due(), Step::Save { version: 3 });
        match saves.failed(Failure::Offline) {
            Step::Wait(wait) => waits.push(wait),
            step => panic!("{step:?}"),
        }
    }
    assert_eq!(waits, [3_000, 8_000, 20_000, 45_000, 45_000]);
    assert_eq!(saves.state(), SaveState::Retrying { offline: true });
    assert_eq!(saves.retry(), Step::Save { version: 3 });
    let _ = saves.saved(4, at(1));
    let _ = saves.edited();
    let _ = saves.due();
    assert_eq!(saves.failed(Failure::Server), Step::Wait(3_000));
}

#[test]
fn a_clash_stops_all_saving_until_somebody_chose() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    saves.clashed();
    assert_eq!(saves.edited(), Step::Nothing);
    assert_eq!(saves.due(), Step::Nothing);
    assert_eq!(saves.retry(), Step::Nothing);
    assert!(saves.at_risk(true) && saves.stuck());
    assert_eq!(saves.settled(9, at(2), true), Step::Save { version: 9 });
}

#[test]
fn taking_theirs_leaves_nothing_to_save() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    saves.clashed();
    assert_eq!(saves.settled(9, at(2), false), Step::Nothing);
    assert!(!saves.unsaved());
    assert_eq!(saves.version(), 9);
}

#[test]
fn a_new_session_goes_on_where_it_stopped() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    assert_eq!(saves.failed(Failure::Session), Step::Nothing);
    assert_eq!(saves.state(), SaveState::SignedOut);
    assert_eq!(saves.retry(), Step::Save { version: 3 });
}

#[test]
fn what_is_refused_is_not_sent_again() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    assert_eq!(saves.failed(Failure::Refused), Step::Nothing);
    assert_eq!(saves.edited(), Step::Nothing);
    assert_eq!(saves.retry(), Step::Nothing);
    assert_eq!(saves.state(), SaveState::Stopped);
}

#[test]
fn a_text_that_does_not_fit_is_sent_again_once_it_is_changed() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    assert_eq!(saves.failed(Failure::Unfit), Step::Nothing);
    assert_eq!(saves.retry(), Step::Nothing);
    assert_eq!(saves.edited(), Step::Wait(PAUSE));
    assert_eq!(saves.due(), Step::Save { version: 3 });
}

#[test]
fn a_save_under_way_is_trusted_only_after_one_that_came_through() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    assert!(!saves.at_risk(true), "nothing has failed yet");
    assert!(
        saves.at_risk(false),
        "the browser knows that it has no network"
    );
    let _ = saves.failed(Failure::Offline);
    assert!(saves.at_risk(true));
    // Leaving the field starts another try.
    assert_eq!(saves.due(), Step::Save { version: 3 });
    assert_eq!(saves.state(), SaveState::Saving);
    assert!(saves.at_risk(true));
    let _ = saves.saved(4, at(1));
    let _ = saves.edited();
    let _ = saves.due();
    assert!(
        !saves.at_risk(true),
        "it came through, and so will the next"
    );
}

#[test]
fn a_try_after_signing_in_again_is_not_trusted_either() {
    let mut saves = fresh();
    let _ = saves.edited();
    let _ = saves.due();
    let _ = saves.failed(Failure::Session);
    assert_eq!(saves.retry(), Step::Save { version: 3 });
    assert!(saves.at_risk(true));
}
