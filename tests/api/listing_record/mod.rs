//! Records of listings, as those who keep them read them.

mod list;
mod one;
