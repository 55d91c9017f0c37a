//! Review: the queue of submitted changes, and one change with what a reviewer needs to decide.

mod api;
mod conflicts;
mod decide;
mod done;
mod next;
mod preview;
mod queue_page;
mod review_page;
mod ruling;
mod state;
mod verdict;

pub use done::LastDecision;
pub use queue_page::QueuePage;
pub use review_page::ReviewPage;
