//! Undo and redo as plain data: what stood before each step, and what was taken back.
//!
//! Steps made in one field without leaving it are one step, so that undoing takes back a word and not a letter. Bounded: the oldest
//! step is forgotten first.

/// Steps that can be taken back.
const MOST: usize = 100;

#[derive(Debug, Clone)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
    /// The field the last step was made in, as long as it has not been left.
    field: Option<String>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self {
            past: Vec::new(),
            future: Vec::new(),
            field: None,
        }
    }
}

impl<T: PartialEq> History<T> {
    /// Something is about to change. `field` is the text field it is done in, if it is one.
    pub fn record(&mut self, before: T, field: Option<String>) {
        self.future.clear();
        let goes_on = field.is_some() && field == self.field && !self.past.is_empty();
        self.field = field;
        if goes_on {
            return;
        }
        if self.past.len() == MOST {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// The field was left: what comes next is a step of its own.
    pub fn leave(&mut self) {
        self.field = None;
    }

    /// What stood before the last step; `now` can be had back by [`Self::redo`].
    pub fn undo(&mut self, now: T) -> Option<T> {
        Self::step(&mut self.past, &mut self.future, &mut self.field, now)
    }

    /// What the last [`Self::undo`] took away.
    pub fn redo(&mut self, now: T) -> Option<T> {
        Self::step(&mut self.future, &mut self.past, &mut self.field, now)
    }

    fn step(from: &mut Vec<T>, to: &mut Vec<T>, field: &mut Option<String>, now: T) -> Option<T> {
        *field = None;
        // Typed and typed back: a step that led nowhere is passed over.
        while let Some(other) = from.pop() {
            if other != now {
                to.push(now);
                return Some(other);
            }
        }
        None
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that changes by steps, as the sheet does it.
    struct Value(u32, History<u32>);

    impl Value {
        fn set(&mut self, next: u32, field: Option<&str>) {
            self.1.record(self.0, field.map(str::to_owned));
            self.0 = next;
        }

        fn undo(&mut self) -> Option<u32> {
            let before = self.1.undo(self.0)?;
            self.0 = before;
            Some(before)
        }

        fn redo(&mut self) -> Option<u32> {
            let after = self.1.redo(self.0)?;
            self.0 = after;
            Some(after)
        }
    }

    #[test]
    fn steps_are_taken_back_and_made_again_in_order() {
        let mut value = Value(0, History::default());
        value.set(1, None);
        value.set(2, None);
        assert_eq!(
            (value.undo(), value.undo(), value.undo()),
            (Some(1), Some(0), None)
        );
        assert_eq!(
            (value.redo(), value.redo(), value.redo()),
            (Some(1), Some(2), None)
        );
    }

    #[test]
    fn a_new_step_forgets_what_was_taken_back() {
        let mut value = Value(0, History::default());
        value.set(1, None);
        value.undo();
        assert!(value.1.can_redo());
        value.set(5, None);
        assert!(!value.1.can_redo());
        assert_eq!((value.redo(), value.undo()), (None, Some(0)));
    }

    #[test]
    fn what_is_typed_in_one_field_is_one_step_until_it_is_left() {
        let mut value = Value(0, History::default());
        value.set(1, Some("a"));
        value.set(2, Some("a"));
        value.set(3, Some("b"));
        value.1.leave();
        value.set(4, Some("b"));
        assert_eq!(
            (value.undo(), value.undo(), value.undo(), value.undo()),
            (Some(3), Some(2), Some(0), None)
        );
    }

    #[test]
    fn typing_after_an_undo_is_a_step_of_its_own() {
        let mut value = Value(0, History::default());
        value.set(1, Some("a"));
        value.set(2, None);
        value.undo();
        value.set(3, Some("a"));
        assert_eq!((value.undo(), value.undo()), (Some(1), Some(0)));
    }

    #[test]
    fn a_step_that_led_nowhere_is_passed_over() {
        let mut value = Value(0, History::default());
        value.set(1, None);
        value.set(2, Some("a"));
        value.set(1, Some("a"));
        assert_eq!((value.undo(), value.undo()), (Some(0), None));
    }

    #[test]
    fn the_oldest_steps_are_forgotten() {
        let mut value = Value(0, History::default());
        for next in 1..=250 {
            value.set(next, None);
        }
        let undone = std::iter::from_fn(|| value.undo()).count();
        assert_eq!(undone, MOST);
        assert_eq!(value.0, 250 - 100);
    }
}
