//! A municipality's default opening hours, set by those who approve there. There is no draft and no review: the hours are checked, the
//! person sees what will change and for how many listings, and it holds at once for all that inherit.

pub mod graphql;
pub mod set;
