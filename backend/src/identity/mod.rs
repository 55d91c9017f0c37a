//! Who people are: accounts, what they have been granted, and how they are signed in.
//!
//! One slice of four tables that belong together: a **user** has **grants**; a browser holds a **session**; a program holds
//! **tokens**. Disabling a user or changing a password ends sessions and tokens in the same transaction, which is why the four
//! share their repositories here and nobody else does. Other slices know people by id and by [`user::names`].

pub mod user;

#[cfg(test)]
pub(crate) mod testing;
